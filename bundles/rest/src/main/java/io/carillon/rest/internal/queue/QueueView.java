package io.carillon.rest.internal.queue;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.rest.internal.body.WarningView;
import io.carillon.rest.internal.body.Zones;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The slots of an account as the API answers them, from Monday on. */
public record QueueView(
        String account,
        String zone,
        List<SlotView> slots,
        boolean paused,
        Instant pausedAt,
        List<WarningView> warnings) {

    /** What the server decides: sent back with the slots, it is passed over. */
    static final List<String> READ_ONLY = List.of("account", "zone", "pausedAt", "warnings");

    /** A weekly time. */
    public record SlotView(DayOfWeek weekday, String time) {

        static SlotView of(Slot slot) {
            return new SlotView(slot.weekday(), slot.time().toString());
        }
    }

    /** A slot that is free. */
    public record FreeView(String at, String zone, Instant instant) {

        static FreeView of(Schedule slot) {
            return new FreeView(
                    DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(slot.local()),
                    Zones.text(slot.zone()),
                    slot.instant());
        }
    }

    static QueueView of(AccountQueue queue) {
        return new QueueView(
                queue.account().value(),
                Zones.text(queue.zone()),
                queue.slots().stream().map(SlotView::of).toList(),
                queue.isPaused(),
                queue.pausedAt().orElse(null),
                WarningView.ofZone(
                        "zone",
                        Optional.of(queue.zone()),
                        "What is queued goes out at its times, but the queue cannot be changed."));
    }
}
