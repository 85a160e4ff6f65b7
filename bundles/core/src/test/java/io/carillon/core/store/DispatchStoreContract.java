package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Leases;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.carillon.api.store.DispatchStore} keeps to: claims, what they come to, and what dead nodes leave
 * behind. A store's own test extends it and gives empty stores.
 */
public abstract class DispatchStoreContract extends BudgetContract {

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
    void whateverNetworksAndPublishersSayCanBeStored() {
        String said = "a\u0000b\ud800c\u001bd\udc00";
        Delivery failed = stored(NOW);
        Delivery published = stored(NOW);
        Map<DeliveryId, Claim> claims = claim(NOW, NOW).stream()
                .collect(Collectors.toMap(claim -> claim.delivery().id(), Function.identity()));
        Settlement rejected = told(claims.get(failed.id()), said, builder -> builder.state(DeliveryState.FAILED)
                .wakeAt(Optional.empty())
                .problem(Optional.of(new Problem(said, said))));
        Settlement there = told(claims.get(published.id()), said, builder -> builder.state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(new Publication(said, Optional.of(URI.create("https://n/\ud800")), NOW))));

        assertThat(dispatch.settle(List.of(rejected, there))).hasSize(2);
        dispatch.holdBack(new Hold(BudgetKey.account(BELL.id()), NOW.plusSeconds(1), said));
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        dispatch.checkpoint(claimOne(NOW).id(), new PreparedValue(said));

        assertThat(now(failed)).isEqualTo(rejected.delivery());
        assertThat(now(published)).isEqualTo(there.delivery());
        assertThat(posts.attempts(failed.id()))
                .containsExactly(rejected.attempt().orElseThrow());
        assertThat(dispatch.holds(NOW)).extracting(Hold::reason).containsExactly("a b\ufffdc d\ufffd");
        assertThat(claimOne(NOW.plus(LEASE)).prepared()).contains(new PreparedValue(said));
    }

    private static Settlement told(Claim claim, String said, UnaryOperator<DeliveryBuilder> as) {
        Delivery after = as.apply(claim.delivery().toBuilder()).build();
        Attempt attempt = new Attempt(
                claim.id(),
                after.id(),
                Attempt.Kind.PUBLISH,
                1,
                NODE.node(),
                NOW,
                Optional.of(NOW),
                Optional.of(NOW),
                Attempt.Result.REJECTED,
                said);
        return new Settlement(claim.id(), after, Optional.of(attempt), Optional.empty(), false);
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
    void doubtIsClaimedByWhoeverKnowsMoreOfItThoughNobodyWouldAskAgain() {
        Delivery held = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));
        Claim ask = claimOne(NOW.plusSeconds(1));
        Delivery asleep = ask.delivery().toBuilder().wakeAt(Optional.empty()).build();
        dispatch.settle(List.of(new Settlement(
                ask.id(), asleep, Optional.empty(), Optional.of(new Claim.Doubted(doubted, NOW, 1)), false)));
        Instant later = NOW.plusSeconds(60);

        List<Claim> claims = claimDoubted(later, held, doubted);

        assertThat(claims).hasSize(1);
        assertThat(claims.get(0).kind()).isEqualTo(ClaimKind.RECONCILE);
        assertThat(claims.get(0).doubted()).contains(new Claim.Doubted(doubted, NOW, 1));
        assertThat(claims.get(0).wake()).isEqualTo(later);
        assertThat(dispatch.settle(List.of(settlement(claims.get(0), retrying(later)))))
                .hasSize(1);
        assertThat(claimOne(later).kind()).isEqualTo(ClaimKind.PUBLISH);
    }

    @Test
    void doubtThatIsToBeAskedAboutLaterIsClaimedAtOnceByWhoeverKnowsMore() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1000));

        assertThat(claimDoubted(NOW.plusSeconds(1), delivery, doubted))
                .extracting(Claim::wake)
                .containsExactly(NOW.plusSeconds(1));
        assertThat(now(delivery).wakeAt()).contains(NOW.plusSeconds(1).plus(LEASE));
    }

    @Test
    void onlyTheDoubtAboutThatAttemptIsClaimedAndNotWhileSomebodyAsks() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));
        Instant asked = NOW.plusSeconds(1);

        assertThat(claimDoubted(asked, delivery, freshId())).isEmpty();
        Claim ask = claimOne(SOUTH, asked);
        assertThat(claimDoubted(asked, delivery, doubted)).isEmpty();
        Instant ended = asked.plus(LEASE);
        assertThat(claimDoubted(ended, delivery, doubted)).hasSize(1);
        assertThat(dispatch.settle(List.of(settlement(ask, retrying(ended))))).isEmpty();
        assertThat(claimDoubted(ended, stored(NOW.plusSeconds(999)), doubted)).isEmpty();
    }

    @Test
    void doubtsOfNetworksThatTheNodeCannotAskAreLeftAlone() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));
        ClaimOrder order = new ClaimOrder(NODE, NOW, NOW, 9, Map.of(TUSK.platform(), Leases.all(LEASE)), this::freshId);

        assertThat(dispatch.claimDoubted(order, Map.of(delivery.id(), doubted))).isEmpty();
    }

    private List<Claim> claimDoubted(Instant at, Delivery delivery, AttemptId doubted) {
        ClaimOrder order = new ClaimOrder(NODE, at, at, 9, Map.of(Platform.SANDBOX, Leases.all(LEASE)), this::freshId);
        return dispatch.claimDoubted(order, Map.of(delivery.id(), doubted));
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
    void visitsToPrepareThatCameToTheSameAreOneLineOfTheStory() {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        Attempt first = visit(delivery, NOW, Attempt.Result.GOES_ON, 1);
        Attempt done = visit(delivery, NOW.plusSeconds(20), Attempt.Result.PREPARED, 1);

        dispatch.addEvidence(first);
        dispatch.addEvidence(visit(delivery, NOW.plusSeconds(5), Attempt.Result.GOES_ON, 1));
        dispatch.addEvidence(visit(delivery, NOW.plusSeconds(10), Attempt.Result.GOES_ON, 1));
        dispatch.addEvidence(done);

        Instant last = NOW.plusSeconds(10);
        assertThat(posts.attempts(delivery.id()))
                .containsExactly(
                        new Attempt(
                                first.id(),
                                delivery.id(),
                                Attempt.Kind.PREPARE,
                                1,
                                NODE.node(),
                                NOW,
                                Optional.of(last),
                                Optional.of(last.plusSeconds(1)),
                                Attempt.Result.GOES_ON,
                                "At " + last,
                                3,
                                Optional.empty()),
                        done);
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
