package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Step;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.store.Budget;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Reservation;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What networks allow: places that are taken and given back by what becomes of deliveries, and holds. */
public abstract class BudgetContract extends StepContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Budget TWO = new Budget(BudgetKey.account(BELL.id()), 2, HOUR, Duration.ofSeconds(5));
    private static final Budget THREE_OF_ALL =
            new Budget(BudgetKey.app(Platform.SANDBOX), 3, HOUR, Duration.ofSeconds(5));
    private static final Instant FREE = NOW.plus(TWO.taken());

    private List<Claim> armed(int count) {
        IntStream.range(0, count).forEach(i -> stored(NOW));
        return claim(NOW, NOW);
    }

    private static Reservation wants(Claim claim, Instant at, Budget... budgets) {
        return new Reservation(claim.delivery().id(), at, List.of(budgets));
    }

    private List<Instant> reserve(List<Claim> claims, Instant at, Budget... budgets) {
        List<Reservation> wanted =
                claims.stream().map(claim -> wants(claim, at, budgets)).toList();
        Map<DeliveryId, Instant> allotted = dispatch.reserve(wanted);
        return wanted.stream().map(one -> allotted.get(one.delivery())).toList();
    }

    private Instant reserve(Claim claim, Instant at, Budget... budgets) {
        return reserve(List.of(claim), at, budgets).get(0);
    }

    /** Stores that it waits for its place, as the engine does. */
    private void waits(Claim claim, Instant place) {
        dispatch.settle(List.of(settlement(claim, builder -> builder.state(DeliveryState.RETRYING)
                .retryAt(Optional.of(place))
                .wakeAt(Optional.of(place)))));
    }

    private void ends(Claim claim, DeliveryState state) {
        dispatch.settle(
                List.of(settlement(claim, builder -> builder.state(state).wakeAt(Optional.empty()))));
    }

    @Test
    void whatDoesNotFitGoesOutOneByOneAsRoomComes() {
        List<Claim> claims = armed(6);

        assertThat(reserve(claims.get(0), NOW, TWO)).isEqualTo(NOW);
        assertThat(reserve(claims.get(1), NOW.plusSeconds(60), TWO)).isEqualTo(NOW.plusSeconds(60));
        assertThat(reserve(claims.subList(2, 6), NOW.plusSeconds(90), TWO))
                .containsExactly(
                        FREE,
                        FREE.plusSeconds(60),
                        FREE.plus(TWO.taken()),
                        FREE.plusSeconds(60).plus(TWO.taken()));
    }

    @Test
    void whoHasAPlaceKeepsItAndWhoComesLaterGoesLater() {
        List<Claim> claims = armed(3);
        reserve(claims.subList(0, 2), NOW, TWO);
        Instant place = reserve(claims.get(2), NOW, TWO);
        waits(claims.get(2), place);
        Claim later = armed(1).get(0);

        assertThat(reserve(later, place.minusSeconds(1), TWO)).isEqualTo(place);
        waits(later, place);
        List<Claim> again = claim(place, place);

        assertThat(again).hasSize(2);
        assertThat(reserve(again, place, TWO)).containsExactly(place, place);
        Claim newcomer = armed(1).get(0);
        assertThat(reserve(newcomer, place, TWO)).isEqualTo(place.plus(TWO.taken()));
    }

    @Test
    void placeThatIsNotUsedInTimeIsLostButNotTheDelivery() {
        List<Claim> claims = armed(3);
        reserve(claims.subList(0, 2), NOW, TWO);
        Instant place = reserve(claims.get(2), NOW, TWO);
        waits(claims.get(2), place);
        Instant late = place.plusSeconds(6);

        Claim again = claim(late, late).get(0);

        assertThat(reserve(again, late, TWO)).isEqualTo(late);
    }

    @Test
    void deliveryThatAsksAgainBeforeItsTimeIsToldTheSameOrAnEarlierPlace() {
        List<Claim> claims = armed(3);
        reserve(claims.subList(0, 2), NOW, TWO);
        Instant place = reserve(claims.get(2), NOW, TWO);

        assertThat(reserve(claims.get(2), NOW.plusSeconds(10), TWO)).isEqualTo(place);
        ends(claims.get(0), DeliveryState.FAILED);
        assertThat(reserve(claims.get(2), NOW.plusSeconds(20), TWO)).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void whatWasSurelyNotPublishedGivesItsPlaceBack() {
        List<Claim> claims = armed(4);
        reserve(claims.subList(0, 2), NOW, TWO);
        ends(claims.get(0), DeliveryState.PUBLISHED);
        assertThat(reserve(claims.get(2), NOW, TWO)).isEqualTo(FREE);

        ends(claims.get(1), DeliveryState.FAILED);
        waits(claims.get(2), NOW.plusSeconds(7));

        assertThat(reserve(claims.get(3), NOW.plusSeconds(30), TWO)).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void whatMayHaveBeenPublishedCounts() {
        stored(NOW);
        leftInDoubtWithAPlace();
        stored(NOW);
        Claim other = claimOne(NOW);

        Budget one = new Budget(TWO.key(), 1, HOUR, Duration.ZERO);
        assertThat(reserve(other, NOW.plusSeconds(1), one)).isEqualTo(NOW.plus(HOUR));
    }

    private void leftInDoubtWithAPlace() {
        Claim claim = claimOne(NOW);
        reserve(claim, NOW, TWO);
        dispatch.settle(List.of(new Settlement(
                claim.id(),
                claim.delivery().toBuilder()
                        .state(DeliveryState.IN_DOUBT)
                        .wakeAt(Optional.of(NOW.plusSeconds(999)))
                        .build(),
                Optional.empty(),
                Optional.of(new Claim.Doubted(claim.id(), NOW, 0)),
                false)));
    }

    @Test
    void everyBudgetMustHaveRoom() {
        List<Claim> claims = armed(4);
        Budget other = new Budget(BudgetKey.account(TUSK.id()), 2, HOUR, Duration.ofSeconds(5));

        assertThat(reserve(claims.subList(0, 2), NOW, TWO, THREE_OF_ALL)).containsExactly(NOW, NOW);
        assertThat(reserve(claims.subList(2, 4), NOW.plusSeconds(9), other, THREE_OF_ALL))
                .containsExactly(NOW.plusSeconds(9), NOW.plus(THREE_OF_ALL.taken()));
    }

    @Test
    void severalLimitsOfOneAccountShareItsPlaces() {
        Budget daily = new Budget(TWO.key(), 3, Duration.ofDays(1), Duration.ZERO);
        List<Claim> claims = armed(4);

        assertThat(reserve(claims, NOW, TWO, daily)).containsExactly(NOW, NOW, FREE, NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void noPeriodHoldsMoreThanTheBudgetHoweverTheyCome() {
        Budget five = new Budget(TWO.key(), 5, Duration.ofMinutes(10), Duration.ZERO);
        List<Instant> given = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            Instant at = NOW.plusSeconds(97L * round);
            given.addAll(reserve(armed(1 + round % 4), at, five));
        }

        List<Instant> sorted = given.stream().sorted().toList();
        assertThat(IntStream.range(5, sorted.size()))
                .allSatisfy(i -> assertThat(Duration.between(sorted.get(i - 5), sorted.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofMinutes(10)));
    }

    @Test
    void stepsHavePlacesAsPostsDo() {
        Claim parent = armed(1).get(0);
        Delivery step = Delivery.following(
                parent.delivery(),
                new Step(parent.delivery().id(), 0, Step.Kind.THREAD_PART, 0, new ThreadPart("More", List.of())),
                new IdempotencyKey("step", NOW),
                Preparation.NONE,
                NOW,
                Optional.of(NOW));
        reserve(parent, NOW, TWO);
        dispatch.settle(List.of(published(parent).withSteps(List.of(step))));
        reserve(claimOne(NOW), NOW, TWO);

        assertThat(reserve(armed(1).get(0), NOW, TWO)).isEqualTo(FREE);
    }

    @Test
    void holdLastsUntilItsEndAndTheLaterOneCounts() {
        Hold hold = new Hold(TWO.key(), NOW.plusSeconds(60), "Slow down.");
        dispatch.holdBack(hold);
        dispatch.holdBack(new Hold(TWO.key(), NOW.plusSeconds(30), "Earlier."));
        dispatch.holdBack(new Hold(THREE_OF_ALL.key(), NOW.plusSeconds(10), "All of you."));

        assertThat(dispatch.holds(NOW.plusSeconds(10))).containsExactly(hold);
        assertThat(dispatch.holds(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void whatWaitsForTheNetworkAloneIsHastenedAndSpread() {
        Problem away = new Problem("network-unavailable", "Away.");
        Instant late = NOW.plusSeconds(600);
        List<Delivery> waiting = IntStream.range(0, 4)
                .mapToObj(i ->
                        stored(NOW, builder -> retrying(late).apply(builder).problem(Optional.of(away))))
                .toList();
        Delivery soon = stored(
                NOW, builder -> retrying(NOW.plusSeconds(3)).apply(builder).problem(Optional.of(away)));
        Delivery throttled = stored(
                NOW,
                builder -> retrying(late).apply(builder).problem(Optional.of(new Problem("throttled", "Slow down."))));
        Delivery elsewhere =
                stored(TUSK, NOW, builder -> retrying(late).apply(builder).problem(Optional.of(away)));

        assertThat(dispatch.hasten(Platform.SANDBOX, "network-unavailable", NOW, Duration.ofSeconds(10)))
                .isEqualTo(4);

        assertThat(waiting)
                .extracting(one -> now(one).retryAt().orElseThrow())
                .containsExactlyInAnyOrder(NOW, NOW.plusMillis(2500), NOW.plusSeconds(5), NOW.plusMillis(7500));
        assertThat(waiting).allMatch(one -> now(one).wakeAt().equals(now(one).retryAt()));
        assertThat(List.of(soon, throttled, elsewhere)).allMatch(one -> now(one).equals(one));
    }

    @Test
    void whatIsClaimedIsNotHastened() {
        Problem away = new Problem("network-unavailable", "Away.");
        stored(NOW, builder -> retrying(NOW.plusSeconds(60)).apply(builder).problem(Optional.of(away)));
        claimOne(NOW.plusSeconds(60));

        assertThat(dispatch.hasten(Platform.SANDBOX, "network-unavailable", NOW, Duration.ofSeconds(10)))
                .isZero();
    }
}
