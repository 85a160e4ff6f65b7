package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each invariant is noticed when it is broken, and none is when all is well. */
class PromisesTest {

    private static final Instant DUE = Instant.parse("2026-02-10T09:00:00Z");

    private final List<Event> events = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();

    @Test
    void whatHoldsHolds() {
        happened(DUE, "REQUEST", House.NONE, "a", "");
        happened(DUE.plusSeconds(1), "RECEIPT", House.NONE, "a", "1");
        is(House.NONE, "a", "IN_DOUBT", "This network cannot be asked.");
        happened(DUE, "REQUEST", House.KEYED, "a", "");
        happened(DUE, "THROTTLED", House.KEYED, "a", "3");
        happened(DUE.plusSeconds(3), "REQUEST", House.KEYED, "a", "");
        happened(DUE.plusSeconds(4), "RECEIPT", House.KEYED, "a", "1");
        is(House.KEYED, "a", "PUBLISHED", "");
        is(House.READABLE, "a", "FAILED", "It was refused.");

        promises().hold().noneBefore(DUE).waitsAreKept().flaggedOnlyWhatWasOpen(DUE.plusSeconds(9), Duration.ZERO);
        assertThat(promises().flagsOnlyWhatWasBegun()).isTrue();
    }

    @Test
    void twiceIsNoticed() {
        happened(DUE, "RECEIPT", House.KEYED, "a", "1");
        happened(DUE, "RECEIPT", House.KEYED, "a", "2");
        is(House.KEYED, "a", "PUBLISHED", "");
        isNoticed(() -> promises().hold());
        // Where one network is forgiven a second one, no other is, and nobody a third.
        isNoticed(() -> promises().holdBut(House.READABLE));
        promises().holdBut(House.KEYED);
        happened(DUE, "RECEIPT", House.KEYED, "a", "3");
        isNoticed(() -> promises().holdBut(House.KEYED));
    }

    @Test
    void whatIsSaidToBeThereButIsNotIsNoticed() {
        is(House.KEYED, "a", "PUBLISHED", "");
        isNoticed(() -> promises().hold());
    }

    @Test
    void whatIsSaidNotToBeThereButIsIsNoticed() {
        happened(DUE, "RECEIPT", House.KEYED, "a", "1");
        is(House.KEYED, "a", "FAILED", "It was refused.");
        isNoticed(() -> promises().hold());
    }

    @Test
    void failureWithoutAReasonIsNoticed() {
        is(House.KEYED, "a", "FAILED", "");
        isNoticed(() -> promises().hold());
    }

    @Test
    void doubtWhereTheNetworkCanBeAskedIsNoticed() {
        is(House.READABLE, "a", "IN_DOUBT", "This network cannot be asked.");
        isNoticed(() -> promises().hold());
    }

    @Test
    void doubtOfWhatWasAnsweredOrNeverBegunIsNoticed() {
        is(House.NONE, "a", "IN_DOUBT", "This network cannot be asked.");
        assertThat(promises().flagsOnlyWhatWasBegun()).isFalse();
        happened(DUE, "REQUEST", House.NONE, "a", "");
        assertThat(promises().flagsOnlyWhatWasBegun()).isTrue();
        happened(DUE, "ANSWER", House.NONE, "a", "1");
        isNoticed(() -> promises().flaggedOnlyWhatWasOpen(DUE.plusSeconds(1), Duration.ZERO));
    }

    @Test
    void whatIsEarlyIsNoticed() {
        happened(DUE.minusMillis(1), "REQUEST", House.KEYED, "a", "");
        isNoticed(() -> promises().noneBefore(DUE));
    }

    @Test
    void waitThatIsNotKeptIsNoticed() {
        happened(DUE, "THROTTLED", House.KEYED, "a", "3");
        happened(DUE.plusMillis(2999), "REQUEST", House.KEYED, "a", "");
        isNoticed(() -> promises().waitsAreKept());
    }

    private static void isNoticed(ThrowingCallable look) {
        assertThatThrownBy(look).isInstanceOf(AssertionError.class);
    }

    private void happened(Instant at, String kind, String network, String text, String what) {
        events.add(new Event(at, kind, network, "key", what, text));
    }

    private void is(String network, String text, String state, String problem) {
        deliveries.add(new Delivery(network, text, state, problem));
    }

    private Promises promises() {
        return new Promises("a story", events, deliveries);
    }
}
