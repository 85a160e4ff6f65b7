package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Content;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.Posts;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Hold;
import io.carillon.scheduler.world.FaultyStore;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What networks allow is kept to, by what they declare and by what they answer. */
class BudgetTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Duration HOUR = Duration.ofHours(1);
    /** An hour, and what a post may be late. */
    private static final Instant FREE = DUE.plus(HOUR).plusSeconds(5);

    private static final Account FRIEND = Account.of(World.NETWORK, "@friend", "Friend", Grant.oauthToken("other"));

    private static List<Instant> sentAt(World world) {
        return world.network.calls().stream().map(ScriptedPublisher.Call::at).toList();
    }

    private static List<DeliveryId> sent(World world) {
        return world.network.calls().stream()
                .map(ScriptedPublisher.Call::delivery)
                .toList();
    }

    private static List<DeliveryId> posts(World world, int count) {
        return IntStream.range(0, count).mapToObj(i -> world.post("p" + i, DUE)).toList();
    }

    /** A network that takes two posts of an account in an hour. */
    @Nested
    class Declared {

        private final World world = new World(Duration.ZERO, new RateLimit(RateLimit.Scope.ACCOUNT, 2, HOUR)).start();

        @Test
        void whatDoesNotFitGoesOutOnTheSecondWhenThereIsRoom() {
            List<DeliveryId> ids = posts(world, 5);
            world.advanceTo(DUE.plusSeconds(1));

            assertThat(sent(world)).containsExactlyElementsOf(ids.subList(0, 2));
            assertThat(world.state(ids.get(2))).isEqualTo(DeliveryState.RETRYING);
            assertThat(world.delivery(ids.get(2)).retryAt()).contains(FREE);
            assertThat(world.delivery(ids.get(2)).problem().orElseThrow().code())
                    .isEqualTo("rate-limited");
            assertThat(world.delivery(ids.get(2)).problem().orElseThrow().detail())
                    .isEqualTo(
                            "bell takes 2 posts of an account in 1 h. This one goes out at 2026-02-10 09:10:05 UTC.");

            world.advanceTo(DUE.plus(HOUR.multipliedBy(3)));
            assertThat(sent(world)).containsExactlyElementsOf(ids);
            assertThat(sentAt(world))
                    .containsExactly(DUE, DUE, FREE, FREE, FREE.plus(HOUR).plusSeconds(5));
            assertThat(world.attempts(ids.get(4))).hasSize(1);
            assertThat(world.delivery(ids.get(4)).attempts()).isEqualTo(1);
        }

        @Test
        void waitingForRoomCostsNoPolling() {
            posts(world, 3);
            world.advanceTo(DUE.plusSeconds(10));
            int claims = reserved(world);

            world.advanceTo(FREE.minusSeconds(10));

            assertThat(reserved(world)).isEqualTo(claims);
        }

        private int reserved(World of) {
            return (int) of.store.calls().stream().filter("reserve"::equals).count();
        }

        @Test
        void otherAccountsAreNotHeldUp() {
            world.accounts.add(FRIEND);
            posts(world, 3);
            DeliveryId other = world.post("f", DUE, FRIEND);

            world.advanceTo(DUE.plusSeconds(1));

            assertThat(world.state(other)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void placesAreRememberedOverARestart() {
            List<DeliveryId> ids = posts(world, 3);
            world.advanceTo(DUE.plusSeconds(1));
            world.kill();
            world.start();
            DeliveryId newcomer = world.post("late", DUE.plusSeconds(60));

            world.advanceTo(FREE);

            assertThat(sent(world)).hasSize(4).contains(ids.get(2), newcomer);
            assertThat(sentAt(world).subList(2, 4)).containsOnly(FREE);
        }

        @Test
        void postThatWaitedForRoomIsNotMissed() {
            world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);
            List<DeliveryId> ids = posts(world, 3);

            world.advanceTo(FREE);

            assertThat(world.state(ids.get(2))).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void postThatWaitsForRoomIsNotMissedForBeingEdited() {
            world.missed = new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO);
            DeliveryId id = posts(world, 3).get(2);
            world.advanceTo(DUE.plusSeconds(120));
            Posts people = world.office().posts();
            PostId post = world.delivery(id).post();
            Post typo = people.get(Workspace.DEFAULT_ID, post).post().post();

            people.edit(Workspace.DEFAULT_ID, post, OptionalLong.empty(), typo.withContent(Content.text("corrected")));

            assertThat(world.delivery(id).problem().orElseThrow().code()).isEqualTo("rate-limited");
            world.advanceTo(FREE.minusSeconds(5));
            assertThat(world.state(id)).isEqualTo(DeliveryState.SCHEDULED);
            world.advanceTo(FREE);
            assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void postWhosePlaceGoesByWithoutAPublisherIsMissed() {
            DeliveryId id = posts(world, 3).get(2);
            world.advanceTo(DUE.plusSeconds(120));
            world.publishers.pullOut(World.NETWORK);
            world.advanceTo(FREE.plus(HOUR.multipliedBy(5)));
            assertThat(world.state(id)).isEqualTo(DeliveryState.WAITING);

            world.publishers.plugIn(world.network);
            world.settle();

            assertThat(world.state(id)).isEqualTo(DeliveryState.MISSED);
        }

        @Test
        void whatWasNotAcceptedGivesItsPlaceBack() {
            world.network.publishes(
                    (context, prepared) -> Rejected.of("bad", "No."), (context, prepared) -> new Unavailable("down"));
            DeliveryId rejected = world.post("a", DUE);
            world.post("b", DUE);
            world.advanceTo(DUE.plusSeconds(30));
            assertThat(world.state(rejected)).isEqualTo(DeliveryState.FAILED);
            DeliveryId next = world.post("c", DUE.plusSeconds(60));

            world.advanceTo(DUE.plusSeconds(60));

            assertThat(world.state(next)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void cancelledOnesLetTheOthersGoFirst() {
            List<DeliveryId> ids = posts(world, 4);
            world.advanceTo(DUE.plusSeconds(1));
            world.edit(ids.get(2), DUE.plus(Duration.ofDays(9)));
            DeliveryId next = world.post("next", DUE.plusSeconds(60));

            world.advanceTo(FREE);

            assertThat(world.state(ids.get(3))).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(world.state(next)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void commentsAreNotCountedAndThreadPartsAre() {
            DeliveryId id = world.thread("t", DUE, 2);

            world.advanceTo(DUE.plusSeconds(1));

            assertThat(world.stepStates(id))
                    .containsExactly(DeliveryState.PUBLISHED, DeliveryState.PUBLISHED, DeliveryState.RETRYING);
        }

        @Test
        void nothingIsSentWhileTheStoreCannotTellWhetherThereIsRoom() {
            List<DeliveryId> ids = posts(world, 3);
            world.advanceTo(DUE.minusSeconds(3));
            int before = world.store.calls().size();
            world.store.failAt(before + 1, FaultyStore.When.BEFORE);

            world.advanceTo(DUE.plusSeconds(120));

            assertThat(sent(world)).hasSize(2);
            assertThat(ids).allMatch(id -> world.state(id) != DeliveryState.FAILED);
        }
    }

    /** A network that declares nothing. */
    @Nested
    class Learned {

        private final World world = new World().start();

        @Test
        void whatTheAccountIsDeniedIsAskedForOnceAndGoesOutOneByOne() {
            world.workers.permits(1);
            world.accounts.add(FRIEND);
            Instant allowed = DUE.plusSeconds(90);
            world.network.publishes((context, prepared) -> new Throttled(allowed, "slow down"));
            List<DeliveryId> ids = posts(world, 4);
            DeliveryId other = world.post("f", DUE.plusSeconds(1), FRIEND);

            world.advanceTo(allowed.minusSeconds(1));

            assertThat(sent(world)).containsExactly(ids.get(0), other);
            assertThat(world.state(ids.get(3))).isEqualTo(DeliveryState.RETRYING);
            assertThat(world.delivery(ids.get(3)).problem().orElseThrow().detail())
                    .startsWith("bell wants no more before 2026-02-10 08:11:30 UTC: slow down");
            assertThat(world.attempts(ids.get(3))).isEmpty();

            world.advanceTo(allowed.plusSeconds(3));
            assertThat(sentAt(world).subList(2, 6))
                    .containsExactly(allowed, allowed.plusSeconds(1), allowed.plusSeconds(2), allowed.plusSeconds(3));
        }

        @Test
        void whatTheWholeAppIsDeniedHoldsAllItsAccountsBack() {
            world.accounts.add(FRIEND);
            Instant allowed = DUE.plusSeconds(90);
            world.network.publishes(
                    (context, prepared) -> new Throttled(allowed, RateLimit.Scope.APP, "Daily quota exceeded."));
            world.post("p", DUE);
            DeliveryId other = world.post("f", DUE.plusSeconds(10), FRIEND);

            world.advanceTo(allowed.plusSeconds(1));

            assertThat(sentAt(world)).containsExactly(DUE, allowed, allowed.plusMillis(100));
            assertThat(world.state(other)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void holdOutlivesARestart() {
            Instant allowed = DUE.plusSeconds(90);
            world.network.publishes((context, prepared) -> new Throttled(allowed, "slow down"));
            world.post("p", DUE);
            world.advanceTo(DUE.plusSeconds(1));
            world.kill();
            world.start();
            world.post("q", DUE.plusSeconds(30));

            world.advanceTo(allowed.minusSeconds(1));

            assertThat(sent(world)).hasSize(1);
        }

        @Test
        void whatAnotherNodeWasToldIsKnownHereAfterAMoment() {
            world.post("p", DUE);
            world.advanceTo(DUE.plusSeconds(1));
            world.store
                    .sound()
                    .holdBack(new Hold(
                            BudgetKey.account(World.ACCOUNT.id()), DUE.plusSeconds(300), "Told to another server."));
            DeliveryId held = world.post("q", DUE.plusSeconds(60));

            world.advanceTo(DUE.plusSeconds(290));
            assertThat(world.state(held)).isEqualTo(DeliveryState.RETRYING);
            world.advanceTo(DUE.plusSeconds(301));

            assertThat(world.state(held)).isEqualTo(DeliveryState.PUBLISHED);
        }

        @Test
        void throttledPreparingDoesNotHoldPublishingBack() {
            World ahead = new World(Duration.ofMinutes(5)).start();
            DeliveryId ready = ahead.post("p", DUE);
            ahead.advanceTo(DUE.minusSeconds(100));
            ahead.network.prepares((context, previous) -> new Throttled(DUE.plusSeconds(60), "too many uploads"));
            ahead.post("q", DUE.plusSeconds(200));
            DeliveryId third = ahead.post("r", DUE.plusSeconds(200));

            ahead.advanceTo(DUE);

            assertThat(ahead.state(ready)).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(ahead.network.visits()).hasSize(2);
            ahead.advanceTo(DUE.plusSeconds(200));
            assertThat(ahead.state(third)).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(ahead.attempts(third))
                    .extracting(Attempt::result)
                    .containsExactly(Attempt.Result.PREPARED, Attempt.Result.PUBLISHED);
        }

        @Test
        void networkThatDeclaresNothingCostsOneClaimAndOneSettlement() {
            posts(world, 50);
            world.advanceTo(DUE.minusSeconds(3));
            int before = world.store.calls().size();

            world.advanceTo(DUE.plusSeconds(1));

            assertThat(world.store.calls().subList(before, world.store.calls().size()))
                    .filteredOn(call -> !call.equals("nextWake") && !call.equals("expired"))
                    .containsOnlyOnce("holds", "settle")
                    .doesNotContain("reserve");
        }
    }

    /** A network that says how much more it takes with each of its answers. */
    @Nested
    class Told {

        private static final Instant ANEW = DUE.plus(HOUR);

        private final World world = new World().start();

        private ScriptedPublisher.Publishing saying(int left) {
            return saying(RateLimit.Scope.ACCOUNT, left);
        }

        private ScriptedPublisher.Publishing saying(RateLimit.Scope scope, int left) {
            return (context, prepared) -> {
                context.allowed(new Allowance(scope, left, ANEW));
                return world.network.published("told-" + left);
            };
        }

        @Test
        void whatIsUsedUpIsNotAskedForAgain() {
            world.workers.permits(1);
            world.network.publishes(saying(1), saying(0));
            List<DeliveryId> ids = posts(world, 4);

            world.advanceTo(ANEW.minusSeconds(10));
            assertThat(sent(world)).containsExactlyElementsOf(ids.subList(0, 2));
            assertThat(world.state(ids.get(2))).isEqualTo(DeliveryState.RETRYING);
            assertThat(world.delivery(ids.get(2)).problem().orElseThrow().code())
                    .isEqualTo("rate-limited");
            assertThat(world.delivery(ids.get(2)).problem().orElseThrow().detail())
                    .contains("bell has said that what it takes for now is used up.");
            assertThat(world.attempts(ids.get(2))).isEmpty();

            world.advanceTo(ANEW.plusSeconds(2));
            assertThat(sent(world)).containsExactlyElementsOf(ids);
        }

        @Test
        void noMoreAreSentThanAreLeftBeforeTheNextAnswer() {
            world.network.publishes(saying(2));
            world.post("first", DUE.minusSeconds(60));
            world.advanceTo(DUE.minusSeconds(30));
            posts(world, 5);

            world.advanceTo(DUE.plusSeconds(1));

            assertThat(sentAt(world).subList(1, 3)).containsOnly(DUE);
            assertThat(sent(world)).hasSize(3);
        }

        @Test
        void whereOnlyOurCountSaysThatNothingIsLeftOneGoesOutNowAndThenToHearMore() {
            world.network.publishes(saying(1));
            world.post("first", DUE.minusSeconds(60));
            world.advanceTo(DUE.minusSeconds(30));
            world.network.publishes(
                    (context, prepared) -> world.network.published("says nothing"),
                    (context, prepared) -> world.network.published("says nothing either"),
                    saying(100));
            posts(world, 5);

            world.advanceTo(DUE.plusSeconds(60));

            assertThat(sentAt(world).subList(1, 6))
                    .containsExactly(
                            DUE, DUE.plusSeconds(5), DUE.plusSeconds(10), DUE.plusSeconds(15), DUE.plusSeconds(20));
        }

        @Test
        void otherAccountsAreNotMeantUnlessTheAppIs() {
            world.accounts.add(FRIEND);
            world.network.publishes(saying(0));
            world.post("p", DUE);
            DeliveryId friends = world.post("f", DUE.plusSeconds(10), FRIEND);
            world.advanceTo(DUE.plusSeconds(11));
            assertThat(world.state(friends)).isEqualTo(DeliveryState.PUBLISHED);

            world.network.publishes(saying(RateLimit.Scope.APP, 0));
            world.post("g", DUE.plusSeconds(20), FRIEND);
            DeliveryId held = world.post("h", DUE.plusSeconds(30), FRIEND);
            world.advanceTo(DUE.plusSeconds(31));
            assertThat(world.state(held)).isEqualTo(DeliveryState.RETRYING);
        }

        @Test
        void whatIsUsedUpIsKnownAfterARestart() {
            world.network.publishes(saying(0));
            world.post("p", DUE);
            world.advanceTo(DUE.plusSeconds(1));
            world.kill();
            world.start();
            DeliveryId held = world.post("q", DUE.plusSeconds(30));

            world.advanceTo(ANEW.minusSeconds(10));

            assertThat(world.state(held)).isEqualTo(DeliveryState.RETRYING);
        }

        @Test
        void usedUpUploadsDoNotHoldPublishingBack() {
            World ahead = new World(Duration.ofMinutes(5)).start();
            ahead.network.prepares((context, previous) -> {
                context.allowed(new Allowance(RateLimit.Scope.ACCOUNT, 0, ANEW));
                return new Ready(new PreparedValue("prepared"), Optional.empty());
            });
            DeliveryId ready = ahead.post("p", DUE);
            ahead.advanceTo(DUE.minusSeconds(100));
            DeliveryId later = ahead.post("q", DUE.plusSeconds(200));

            ahead.advanceTo(DUE.plusSeconds(1));

            assertThat(ahead.state(ready)).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(ahead.network.visits()).hasSize(1);
            assertThat(ahead.delivery(later).problem().orElseThrow().code()).isEqualTo("rate-limited");
        }
    }
}
