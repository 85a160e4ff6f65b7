package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Sample;
import io.carillon.api.store.Sampling;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of samples promises. */
public abstract class SampleStoreContract extends StoreContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant DUE = NOW.plus(HOUR);
    private static final Instant UNTIL = DUE.plusSeconds(60);
    private static final Set<Platform> SANDBOX = Set.of(Platform.SANDBOX);

    private Delivery publishedAt(Account account, Instant at) {
        return stored(account, at, builder -> builder.state(DeliveryState.PUBLISHED)
                .attempts(1)
                .wakeAt(Optional.empty())
                .publication(
                        Optional.of(new Publication("r1", Optional.of(URI.create("https://network.test/r1")), at))));
    }

    private static Sample sample(Delivery delivery, Duration age, long likes) {
        return new Sample(delivery.id(), age, DUE, Map.of("likes", likes, "views", 10L));
    }

    private Sampling claimed() {
        List<Sampling> claimed = samples.claim(DUE, UNTIL, 10);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    private static Sampling.Outcome read(Sampling claimed, Sample sample) {
        Instant at = claimed.publication().publishedAt().plus(DAY);
        return new Sampling.Outcome(claimed, Optional.of(sample), Optional.of(claimed.next(DAY, at, 0)));
    }

    @Test
    void publishedDeliveryIsReadAtItsFirstAgeAndNotBefore() {
        Delivery delivery = publishedAt(BELL, NOW);

        assertThat(samples.enrol(List.of(delivery.id()), HOUR)).isEqualTo(1);

        assertThat(samples.claim(DUE.minusNanos(1000), UNTIL, 10)).isEmpty();
        assertThat(samples.claim(DUE, UNTIL, 10))
                .containsExactly(new Sampling(
                        delivery.id(),
                        delivery.workspace(),
                        BELL.id(),
                        Platform.SANDBOX,
                        delivery.publication().orElseThrow(),
                        HOUR,
                        0,
                        UNTIL));
    }

    @Test
    void whatIsPutDownAlreadyOrNotPublishedIsPassedOver() {
        Delivery delivery = publishedAt(BELL, NOW);
        Delivery scheduled = stored(NOW.plusSeconds(5));
        Delivery nowhere = stored(NOW, in(DeliveryState.PUBLISHED));
        List<DeliveryId> all = List.of(delivery.id(), scheduled.id(), nowhere.id(), new DeliveryId("d_none"));

        assertThat(samples.enrol(all, HOUR)).isEqualTo(1);
        assertThat(samples.enrol(all, HOUR)).isZero();
    }

    @Test
    void whatNobodyToldOfIsFoundByItsPlatformAndTime() {
        Delivery delivery = publishedAt(BELL, NOW);
        publishedAt(TUSK, NOW);
        publishedAt(BELL, NOW.minus(DAY));
        Delivery elsewhere = publishedAt(ELSEWHERE, NOW.plusSeconds(1));

        assertThat(samples.enrolMissed(Set.of(), NOW, HOUR)).isZero();
        assertThat(samples.enrolMissed(SANDBOX, NOW, HOUR)).isEqualTo(2);
        assertThat(samples.enrolMissed(SANDBOX, NOW, HOUR)).isZero();
        assertThat(samples.claim(DUE.plusSeconds(1), UNTIL, 10))
                .extracting(Sampling::delivery)
                .containsExactly(delivery.id(), elsewhere.id());
    }

    @Test
    void ofTwoClaimantsOneGetsItUntilTheClaimHasEnded() {
        samples.enrol(List.of(publishedAt(BELL, NOW).id()), HOUR);

        Sampling first = claimed();
        assertThat(samples.claim(UNTIL.minusNanos(1000), UNTIL, 10)).isEmpty();
        List<Sampling> second = samples.claim(UNTIL, UNTIL.plusSeconds(60), 10);
        assertThat(second).hasSize(1);

        Sampling.Outcome late = new Sampling.Outcome(first, Optional.empty(), Optional.empty());
        assertThat(samples.finish(List.of(late))).isEmpty();
        Sampling.Outcome intime = new Sampling.Outcome(second.get(0), Optional.empty(), Optional.empty());
        assertThat(samples.finish(List.of(intime))).hasSize(1);
    }

    @Test
    void firstSampleMakesADeliveryReportedAndTheNextOnesAreKeptBesideIt() {
        Delivery delivery = publishedAt(BELL, NOW);
        samples.enrol(List.of(delivery.id()), HOUR);

        Sample first = sample(delivery, HOUR, 3);
        assertThat(samples.finish(List.of(read(claimed(), first)))).containsExactly(delivery.id());
        assertThat(now(delivery))
                .isEqualTo(delivery.toBuilder().state(DeliveryState.REPORTED).build());
        assertThat(samples.samples(delivery.id())).containsExactly(first);

        Sample second = sample(delivery, DAY, 9);
        Sampling again =
                samples.claim(NOW.plus(DAY), NOW.plus(DAY).plusSeconds(60), 10).get(0);
        assertThat(again.age()).isEqualTo(DAY);
        samples.finish(List.of(new Sampling.Outcome(again, Optional.of(second), Optional.empty())));

        assertThat(samples.samples(delivery.id())).containsExactly(first, second);
        assertThat(samples.claim(NOW.plus(Duration.ofDays(99)), NOW.plus(Duration.ofDays(99)), 10))
                .isEmpty();
    }

    @Test
    void claimThatWasLostStoresNothing() {
        Delivery delivery = publishedAt(BELL, NOW);
        samples.enrol(List.of(delivery.id()), HOUR);
        Sampling lost = claimed();
        samples.claim(UNTIL, UNTIL.plusSeconds(60), 10);

        assertThat(samples.finish(List.of(read(lost, sample(delivery, HOUR, 3)))))
                .isEmpty();
        assertThat(samples.samples(delivery.id())).isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void whatCouldNotBeReadIsTriedAgainThenAndCountsItsFailures() {
        Delivery delivery = publishedAt(BELL, NOW);
        samples.enrol(List.of(delivery.id()), HOUR);
        Sampling claimed = claimed();
        samples.finish(List.of(new Sampling.Outcome(
                claimed, Optional.empty(), Optional.of(claimed.next(HOUR, DUE.plusSeconds(600), 1)))));

        assertThat(samples.claim(DUE.plusSeconds(599), UNTIL, 10)).isEmpty();
        assertThat(samples.claim(DUE.plusSeconds(600), DUE.plusSeconds(700), 10))
                .extracting(Sampling::failures, Sampling::age)
                .containsExactly(tuple(1, HOUR));
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
    }
}
