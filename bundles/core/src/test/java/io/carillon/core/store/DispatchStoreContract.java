package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.carillon.api.store.DispatchStore} keeps to: claims, what they come to, and what dead nodes leave
 * behind. A store's own test extends it and gives empty stores.
 */
public abstract class DispatchStoreContract extends ClaimContract {

    private static final Claimant FORMER = new Claimant(NODE.node(), "boot-1");
    private static final Claimant SOUTH = new Claimant("south", "boot-1");

    @Test
    void settlingStoresTheOutcomeAndTellsTheStory() {
        Delivery delivery = stored(NOW);
        Claim claim = claimOne(NOW);
        Settlement settlement = published(claim);

        assertThat(dispatch.settle(List.of(settlement))).containsExactly(claim.id());

        assertThat(now(delivery)).isEqualTo(settlement.delivery());
        assertThat(posts.attempts(delivery.id()))
                .containsExactly(settlement.attempt().orElseThrow());
        assertThat(dispatch.nextWake()).isEmpty();
    }

    @Test
    void claimIsSettledOnce() {
        Delivery delivery = stored(NOW);
        Claim claim = claimOne(NOW);
        dispatch.settle(List.of(published(claim)));

        assertThat(dispatch.settle(List.of(settlement(claim, in(DeliveryState.FAILED)))))
                .isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(posts.attempts(delivery.id())).hasSize(1);
    }

    @Test
    void thoseThatPassedToSomebodyElseAreLeftAloneAndTheOthersSettled() {
        Delivery first = stored(NOW);
        Delivery second = stored(NOW);
        Delivery unclaimed = stored(NOW.plusSeconds(100));
        List<Claim> claims = claim(NOW, NOW);
        Claim mine = claims.get(0);
        Claim lost = claims.get(1);
        dispatch.settle(List.of(settlement(lost, retrying(NOW.plusSeconds(30)))));
        Settlement foreign = new Settlement(
                freshId(),
                unclaimed.toBuilder().state(DeliveryState.FAILED).build(),
                Optional.empty(),
                Optional.empty(),
                false);

        assertThat(dispatch.settle(List.of(published(lost), foreign, published(mine))))
                .containsExactly(mine.id());
        assertThat(Stream.of(first, second).map(this::now).map(Delivery::state))
                .containsExactlyInAnyOrder(DeliveryState.PUBLISHED, DeliveryState.RETRYING);
        assertThat(now(unclaimed).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void lateResultCountsAsLongAsNobodyTookOver() {
        Delivery delivery = stored(NOW);
        Claim claim = claimOne(NOW);
        dispatch.expired(NOW.plusSeconds(100), 10);

        assertThat(dispatch.settle(List.of(published(claim)))).containsExactly(claim.id());
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void settledRetryWakesWhenItSays() {
        stored(NOW);
        dispatch.settle(List.of(settlement(claimOne(NOW), retrying(NOW.plusSeconds(30)))));

        assertThat(dispatch.nextWake()).contains(NOW.plusSeconds(30));
        assertThat(claimOne(NOW.plusSeconds(30)).kind()).isEqualTo(ClaimKind.PUBLISH);
    }

    @Test
    void claimToPrepareCanBeSettledToo() {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        Claim claim = claimOne(NOW);

        assertThat(dispatch.settle(List.of(settlement(
                        claim, builder -> builder.state(DeliveryState.FAILED).wakeAt(Optional.empty())))))
                .containsExactly(claim.id());
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.FAILED);
        assertThat(dispatch.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
    }

    @Test
    void whatWasPreparedStaysUnlessItIsForgotten() {
        Delivery delivery = stored(NOW, toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), new PreparedValue("v"), true, Optional.empty(), NOW);
        Claim first = claimOne(NOW);
        dispatch.settle(List.of(settlement(first, retrying(NOW.plusSeconds(1)))));

        Claim second = claimOne(NOW.plusSeconds(1));
        assertThat(second.prepared()).contains(new PreparedValue("v"));
        Delivery again = retrying(NOW.plusSeconds(2))
                .apply(second.delivery().toBuilder())
                .build();
        dispatch.settle(List.of(new Settlement(second.id(), again, Optional.empty(), Optional.empty(), true)));

        assertThat(claimOne(NOW.plusSeconds(2)).prepared()).isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.ARMED);
    }

    @Test
    void doubtCountsHowOftenTheNetworkWasAsked() {
        stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));
        Claim ask = claimOne(NOW.plusSeconds(1));
        Claim.Doubted again = new Claim.Doubted(doubted, NOW, 1);
        Delivery later = ask.delivery().toBuilder()
                .wakeAt(Optional.of(NOW.plusSeconds(2)))
                .build();
        dispatch.settle(List.of(new Settlement(ask.id(), later, Optional.empty(), Optional.of(again), false)));

        assertThat(claimOne(NOW.plusSeconds(2)).doubted()).contains(again);
    }

    @Test
    void settledDoubtIsForgotten() {
        stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(1));
        dispatch.settle(List.of(settlement(claimOne(NOW.plusSeconds(1)), retrying(NOW.plusSeconds(2)))));

        Claim retry = claimOne(NOW.plusSeconds(2));

        assertThat(retry.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(retry.doubted()).isEmpty();
    }

    @Test
    void evidenceJoinsTheStoryAndLeavesTheDeliveryAlone() {
        Delivery delivery = stored(NOW);
        Claim claim = claimOne(NOW);
        dispatch.settle(List.of(published(claim)));
        Delivery before = now(delivery);
        Attempt late = new Attempt(
                freshId(),
                delivery.id(),
                Attempt.Kind.LATE_ANSWER,
                1,
                NODE.node(),
                NOW.plusSeconds(1),
                Optional.empty(),
                Optional.of(NOW.plusSeconds(2)),
                Attempt.Result.PUBLISHED,
                "It came after all");

        dispatch.addEvidence(late);

        assertThat(now(delivery)).isEqualTo(before);
        assertThat(posts.attempts(delivery.id()))
                .containsExactly(attempt(claim.id(), before, Attempt.Result.PUBLISHED), late);
    }

    @Test
    void whatHasNoPublisherIsParked() {
        Delivery due = stored(TUSK, NOW, builder -> builder);
        Delivery retry = stored(TUSK, NOW.minusSeconds(60), retrying(NOW));
        Delivery later = stored(TUSK, NOW.plusSeconds(1), builder -> builder);
        Delivery present = stored(NOW);

        assertThat(dispatch.parkAbsent(Set.of(Platform.SANDBOX), NOW)).isEqualTo(2);

        assertThat(Stream.of(due, retry).map(this::now)).allSatisfy(parked -> {
            assertThat(parked.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(parked.waitReason()).contains(WaitReason.PUBLISHER_ABSENT);
            assertThat(parked.retryAt()).isEmpty();
            assertThat(parked.wakeAt()).isEmpty();
        });
        assertThat(now(later)).isEqualTo(later);
        assertThat(now(present)).isEqualTo(present);
    }

    @Test
    void doubtWithoutAPublisherStaysADoubtAndSleepsUntilThePublisherComes() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(dispatch.nextWake()).isEmpty();

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(9)))
                .isEqualTo(1);
        assertThat(claimOne(NOW.plusSeconds(9)).doubted()).contains(new Claim.Doubted(doubted, NOW, 0));
    }

    @Test
    void whatIsClaimedIsNotParked() {
        Delivery armed = stored(NOW);
        Delivery preparing = stored(NOW.plusSeconds(60), toPrepare(NOW));
        claim(NOW, NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plus(LEASE).minusNanos(1000)))
                .isZero();
        assertThat(now(armed).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(now(preparing).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void parkingEndsAClaimThatHadLapsed() {
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim claim = claimOne(NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plus(LEASE))).isEqualTo(1);
        assertThat(dispatch.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
    }

    @Test
    void armedDeliveryIsNotParkedEvenWhenItsClaimHasEnded() {
        Delivery armed = stored(NOW);
        claimOne(NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plusSeconds(1000))).isZero();
        assertThat(now(armed).state()).isEqualTo(DeliveryState.ARMED);
    }

    @Test
    void publisherThatComesWakesWhatWaitedForIt() {
        Delivery waiting = stored(TUSK, NOW, builder -> builder);
        dispatch.parkAbsent(Set.of(), NOW);

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5)))
                .isZero();
        assertThat(dispatch.unpark(Platform.MASTODON, WaitReason.ACCOUNT_NEEDS_RECONNECT, NOW.plusSeconds(5)))
                .isZero();
        assertThat(dispatch.unpark(Platform.MASTODON, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5)))
                .isEqualTo(1);

        assertThat(now(waiting))
                .isEqualTo(waiting.toBuilder()
                        .wakeAt(Optional.of(NOW.plusSeconds(5)))
                        .build());
    }

    @Test
    void wokenDeliveryThatHasYetToBePreparedIsPreparedAtOnce() {
        Delivery waiting = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        dispatch.parkAbsent(Set.of(), NOW);

        dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5));

        assertThat(now(waiting).wakeAt()).contains(NOW.plusSeconds(5));
        assertThat(claimOne(NOW.plusSeconds(5)).kind()).isEqualTo(ClaimKind.PREPARE);
    }

    @Test
    void wokenDeliveryThatNeedsNoPreparingIsNotArmedBeforeItIsDue() {
        Delivery waiting = stored(NOW.plusSeconds(3600), builder -> builder.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .wakeAt(Optional.empty()));

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.ACCOUNT_NEEDS_RECONNECT, NOW))
                .isEqualTo(1);

        assertThat(now(waiting).wakeAt()).contains(NOW.plusSeconds(3600));
        assertThat(now(waiting).waitReason()).isEmpty();
    }

    @Test
    void whatAFormerRunOfThisNodeArmedIsAnOrphanBeforeItsClaimEnds() {
        stored(NOW);
        Claim left = claimOne(FORMER, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10))
                .containsExactly(new Orphan(left.id(), FORMER, left.delivery(), NOW));
    }

    @Test
    void whatThisRunOrAnotherNodeArmedIsNoOrphan() {
        stored(NOW);
        claimOne(NODE, NOW);
        stored(NOW);
        claimOne(SOUTH, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void otherClaimsOfAFormerRunAreEndedAndWakeAtOnce() {
        Delivery preparing = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim left = claimOne(FORMER, NOW);
        Delivery prepares = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim kept = claimOne(SOUTH, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10)).isEmpty();

        assertThat(now(preparing).wakeAt()).contains(NOW.plusSeconds(1));
        assertThat(dispatch.checkpoint(left.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(claimOne(NOW.plusSeconds(1)).delivery().id()).isEqualTo(preparing.id());
        assertThat(now(prepares).wakeAt()).contains(kept.until());
    }

    @Test
    void noMoreOrphansAreGivenThanTheLimit() {
        IntStream.range(0, 3).forEach(i -> stored(NOW));
        claim(FORMER, NOW, NOW, 10);

        assertThat(dispatch.orphansOf(NODE, NOW, 2)).hasSize(2);
        assertThat(dispatch.expired(NOW.plus(LEASE), 2)).hasSize(2);
    }

    @Test
    void armedDeliveryIsExpiredFromTheEndOfItsClaimWhoeverMadeIt() {
        stored(NOW);
        Claim north = claimOne(NODE, NOW);
        stored(NOW);
        Claim south = claimOne(SOUTH, NOW);
        stored(NOW.plusSeconds(60), toPrepare(NOW));
        claimOne(SOUTH, NOW);

        assertThat(dispatch.expired(NOW.plus(LEASE).minusNanos(1000), 10)).isEmpty();
        assertThat(dispatch.expired(NOW.plus(LEASE), 10))
                .extracting(Orphan::attempt)
                .containsExactlyInAnyOrder(north.id(), south.id());
    }

    @Test
    void settlingAnOrphanTakesItOverAndFencesOffItsFormerHolder() {
        Delivery delivery = stored(NOW);
        Claim left = claimOne(SOUTH, NOW);
        Orphan orphan = dispatch.expired(NOW.plus(LEASE), 10).get(0);
        Delivery doubtful = orphan.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .wakeAt(Optional.of(NOW.plus(LEASE)))
                .build();
        Claim.Doubted doubted = new Claim.Doubted(orphan.attempt(), orphan.armedAt(), 0);

        assertThat(dispatch.settle(List.of(
                        new Settlement(orphan.attempt(), doubtful, Optional.empty(), Optional.of(doubted), false))))
                .containsExactly(left.id());
        assertThat(dispatch.settle(List.of(published(left)))).isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(claimOne(NOW.plus(LEASE)).doubted()).contains(doubted);
    }

    @Test
    void manyClaimantsGetEachDeliveryExactlyOnce() throws Exception {
        IntStream.range(0, 1000).forEach(i -> stored(NOW.minusMillis(i)));

        List<AttemptId> settled = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (Result result : inParallel(8, this::drain)) {
            settled.addAll(result.settled());
            claims.addAll(result.claims());
        }

        assertThat(claims)
                .extracting(claim -> claim.delivery().id())
                .doesNotHaveDuplicates()
                .hasSize(1000);
        assertThat(settled).doesNotHaveDuplicates().hasSize(1000);
        assertThat(dispatch.nextWake()).isEmpty();
    }

    private record Result(List<Claim> claims, Set<AttemptId> settled) {}

    private Result drain() {
        Claimant me = new Claimant("node-" + freshId(), "boot-1");
        List<Claim> mine = new ArrayList<>();
        Set<AttemptId> settled = new HashSet<>();
        // Others may be holding what is left for a moment: who gets nothing is done when nothing is unclaimed.
        while (dispatch.nextWake().filter(at -> !at.isAfter(NOW)).isPresent()) {
            List<Claim> claims = claim(me, NOW, NOW, 20);
            mine.addAll(claims);
            settled.addAll(dispatch.settle(claims.stream().map(this::published).toList()));
        }
        return new Result(mine, settled);
    }

    @Test
    void manyTakersOfOneOrphanAreOne() throws Exception {
        stored(NOW);
        claimOne(SOUTH, NOW);
        Orphan orphan = dispatch.expired(NOW.plus(LEASE), 1).get(0);
        Settlement takeOver = new Settlement(
                orphan.attempt(),
                retrying(NOW.plusSeconds(90))
                        .apply(orphan.delivery().toBuilder())
                        .build(),
                Optional.empty(),
                Optional.empty(),
                false);

        List<Set<AttemptId>> all = inParallel(8, () -> dispatch.settle(List.of(takeOver)));

        assertThat(all.stream().flatMap(Set::stream)).containsExactly(orphan.attempt());
    }

    static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(Collections.nCopies(threads, work))) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
