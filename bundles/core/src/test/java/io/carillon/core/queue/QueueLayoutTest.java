package io.carillon.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Slot;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueLayoutTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant THURSDAY = Instant.parse("2026-03-05T09:00:00Z");
    private static final SlotTimes SLOTS = new SlotTimes(
            List.of(new Slot(DayOfWeek.MONDAY, LocalTime.of(9, 0)), new Slot(DayOfWeek.THURSDAY, LocalTime.of(9, 0))),
            ZoneId.of("UTC"));
    private static final DeliveryId A = new DeliveryId("a");
    private static final DeliveryId B = new DeliveryId("b");

    @Test
    void whoComesFirstTakesTheFirstSlotThatIsFree() {
        Map<DeliveryId, Instant> laid = QueueLayout.lay(SLOTS, MONDAY.minusSeconds(1), List.of(B, A), Set.of(THURSDAY));

        assertThat(laid).containsExactly(Map.entry(B, MONDAY), Map.entry(A, MONDAY.plusSeconds(7 * 86_400)));
    }

    @Test
    void slotThatIsOverIsNobodys() {
        assertThat(QueueLayout.lay(SLOTS, MONDAY, List.of(A), Set.of())).containsExactly(Map.entry(A, THURSDAY));
    }

    @Test
    void freeSlotsAreThoseThatNobodyHas() {
        assertThat(QueueLayout.free(SLOTS, MONDAY.minusSeconds(1), Set.of(MONDAY), 2))
                .containsExactly(THURSDAY, MONDAY.plusSeconds(7 * 86_400));
        assertThat(QueueLayout.free(new SlotTimes(List.of(), ZoneId.of("UTC")), MONDAY, Set.of(), 2))
                .isEmpty();
    }
}
