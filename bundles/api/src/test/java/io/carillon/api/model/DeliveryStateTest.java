package io.carillon.api.model;

import static io.carillon.api.model.DeliveryState.ARMED;
import static io.carillon.api.model.DeliveryState.CANCELLED;
import static io.carillon.api.model.DeliveryState.DRAFT;
import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.MISSED;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.REPORTED;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.SCHEDULED;
import static io.carillon.api.model.DeliveryState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeliveryStateTest {

    /** The lifecycle as the architecture has it: a row for each state, an x for each state that may follow it. */
    private static final String TABLE = """
            from       DRAFT SCHED WAIT ARMED PUBL'G RETRY DOUBT PUBL'D FAIL MISS CANC REP
            DRAFT        .     x    .     .     .      .     .     .     .    .    .    .
            SCHEDULED    x     .    x     x     .      .     .     .     .    x    x    .
            WAITING      x     x    .     .     .      .     .     .     .    x    x    .
            ARMED        .     x    .     .     x      .     x     .     .    .    .    .
            PUBLISHING   .     .    x     .     .      x     x     x     x    .    .    .
            RETRYING     .     x    x     x     .      .     .     .     x    .    x    .
            IN_DOUBT     .     .    .     .     .      x     .     x     x    .    .    .
            PUBLISHED    .     .    .     .     .      .     .     .     .    .    .    x
            FAILED       .     x    .     .     .      x     .     .     .    .    x    .
            MISSED       .     x    .     .     .      .     .     .     .    .    x    .
            CANCELLED    x     x    .     .     .      .     .     .     .    .    .    .
            REPORTED     .     .    .     .     .      .     .     .     .    .    .    .
            """;

    private static final List<DeliveryState> COLUMNS = List.of(
            DRAFT,
            SCHEDULED,
            WAITING,
            ARMED,
            PUBLISHING,
            RETRYING,
            IN_DOUBT,
            PUBLISHED,
            FAILED,
            MISSED,
            CANCELLED,
            REPORTED);

    static Stream<Arguments> pairs() {
        return TABLE.lines().skip(1).flatMap(row -> {
            List<String> cells = Arrays.asList(row.trim().split("\\s+"));
            DeliveryState from = DeliveryState.valueOf(cells.get(0));
            return COLUMNS.stream()
                    .map(to -> Arguments.of(
                            from, to, cells.get(1 + COLUMNS.indexOf(to)).equals("x")));
        });
    }

    @Test
    void tableHoldsEveryPair() {
        assertThat(pairs()).hasSize(DeliveryState.values().length * DeliveryState.values().length);
        assertThat(COLUMNS).containsExactlyInAnyOrder(DeliveryState.values());
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @MethodSource("pairs")
    void deliveryGoesOnlyWhereTheLifecycleLeads(DeliveryState from, DeliveryState to, boolean allowed) {
        assertThat(from.mayBecome(to)).isEqualTo(allowed);
        if (allowed) {
            assertThat(from.become(to)).isEqualTo(to);
        } else {
            assertThatThrownBy(() -> from.become(to))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("A delivery cannot go from " + from + " to " + to);
        }
    }

    @Test
    void whatIsClaimedOrSentOrInDoubtIsNotEditable() {
        assertThat(Stream.of(DeliveryState.values()).filter(state -> !state.isEditable()))
                .containsExactlyInAnyOrder(ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED);
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void everyEditableStateLeadsToBeingScheduled(DeliveryState state) {
        assertThat(!state.isEditable() || state == SCHEDULED || state.mayBecome(SCHEDULED))
                .isTrue();
    }

    @Test
    void armedIsShownAsPublishing() {
        assertThat(ARMED.shown()).isEqualTo(PUBLISHING);
        assertThat(EnumSet.complementOf(EnumSet.of(ARMED))).allMatch(state -> state.shown() == state);
    }

    @ParameterizedTest
    @EnumSource(DeliveryState.class)
    void everyStateHasItsPlaceByAttention(DeliveryState state) {
        assertThat(state.attention()).isBetween(0, DeliveryState.values().length - 1);
        assertThat(Stream.of(DeliveryState.values()).map(DeliveryState::attention))
                .doesNotHaveDuplicates();
    }

    @Test
    void postShowsTheDeliveryThatNeedsAttentionMost() {
        List<DeliveryState> mostFirst = List.of(
                IN_DOUBT,
                FAILED,
                MISSED,
                WAITING,
                RETRYING,
                PUBLISHING,
                SCHEDULED,
                DRAFT,
                PUBLISHED,
                REPORTED,
                CANCELLED);
        for (int i = 0; i < mostFirst.size(); i++) {
            Set<DeliveryState> rest = EnumSet.copyOf(mostFirst.subList(i, mostFirst.size()));
            assertThat(DeliveryState.ofPost(rest)).isEqualTo(mostFirst.get(i));
        }
    }

    @Test
    void postWithoutDeliveriesIsADraftAndAnArmedOneIsBeingPublished() {
        assertThat(DeliveryState.ofPost(List.of())).isEqualTo(DRAFT);
        assertThat(DeliveryState.ofPost(List.of(SCHEDULED, ARMED))).isEqualTo(PUBLISHING);
    }
}
