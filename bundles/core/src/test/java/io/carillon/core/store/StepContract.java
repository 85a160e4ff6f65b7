package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.Settlement;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Steps: made with what they follow, claimed and settled as deliveries are, and each after the one before it. */
public abstract class StepContract extends RecoveryContract {

    private static final ThreadPart WITH_MEDIA = new ThreadPart(
            "Ring it again", List.of(new MediaRef(Optional.of(new MediaId("m_1")), Optional.empty(), "A bell")));

    private static final Options UNLISTED = new Options(Map.of("visibility", "unlisted"), Map.of("sensitive", true));

    private static Publication at(String remoteId) {
        return new Publication(remoteId, Optional.of(URI.create("https://network.test/" + remoteId)), NOW);
    }

    private Delivery step(Delivery parent, int position, Step.Kind kind, int part, ThreadPart content, boolean wakes) {
        return Delivery.following(
                parent,
                new Step(parent.id(), position, kind, part, content, UNLISTED),
                new IdempotencyKey("step-" + parent.id() + "-" + position, NOW),
                Preparation.NONE,
                NOW,
                wakes ? Optional.of(NOW) : Optional.empty());
    }

    /** A first comment and three parts of a thread. */
    private List<Delivery> steps(Delivery parent) {
        ThreadPart text = new ThreadPart("Ring it", List.of());
        return List.of(
                step(parent, 0, Step.Kind.FIRST_COMMENT, 0, text, true),
                step(parent, 1, Step.Kind.THREAD_PART, 0, WITH_MEDIA, true),
                step(parent, 2, Step.Kind.THREAD_PART, 1, text, false),
                step(parent, 3, Step.Kind.THREAD_PART, 2, text, false));
    }

    /** A post that was published as {@code root}, with its steps yet to be taken. */
    private Delivery published() {
        stored(NOW);
        Claim claim = claimOne(NOW);
        Settlement settlement = published(claim, "root");
        dispatch.settle(List.of(settlement.withSteps(steps(settlement.delivery()))));
        return settlement.delivery();
    }

    private Settlement published(Claim claim, String remoteId) {
        Settlement plain = published(claim);
        Delivery after = plain.delivery().toBuilder()
                .publication(Optional.of(at(remoteId)))
                .build();
        return new Settlement(claim.id(), after, plain.attempt(), Optional.empty(), true);
    }

    private Settlement failed(Claim claim) {
        return settlement(claim, builder -> builder.state(DeliveryState.FAILED)
                .wakeAt(Optional.empty())
                .problem(Optional.of(new Problem("too-long", "Too long."))));
    }

    private List<Delivery> stepsOf(Delivery parent) {
        return posts.steps(List.of(parent.id())).getOrDefault(parent.id(), List.of());
    }

    /** Claims what wakes: at first the first comment and the first part of the thread. */
    private Claim claimPart(int part) {
        return claim(NOW, NOW).stream()
                .filter(claim -> claim.delivery().step().orElseThrow().part() == part)
                .filter(claim -> claim.delivery().step().orElseThrow().isChained())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whateverAnAccountMayHaveSentIsUnderWay() {
        Delivery parent = published();
        Delivery comment = claimPart(0).delivery();
        Delivery doubtful = stored(BELL, NOW.minusSeconds(60), in(DeliveryState.IN_DOUBT));
        Delivery armed = stored(BELL, NOW, builder -> builder);
        stored(TUSK, NOW, in(DeliveryState.IN_DOUBT));
        stored(BELL, NOW, in(DeliveryState.FAILED));
        claim(NOW, NOW);
        stored(BELL, NOW, builder -> builder);

        assertThat(dispatch.underWay(parent.workspace(), BELL.id()))
                .extracting(Delivery::id)
                .contains(doubtful.id(), armed.id(), comment.id())
                .doesNotContain(parent.id())
                .allMatch(id -> posts.findDelivery(parent.workspace(), id)
                        .filter(one -> one.account().equals(BELL.id()))
                        .isPresent())
                .hasSize(4);
        assertThat(dispatch.underWay(OTHER, BELL.id())).isEmpty();
    }

    @Test
    void whatIsPublishedHasAnOwnerHoweverLongAgoItWasDue() {
        Delivery parent = published();
        Claim part = claimPart(0);
        dispatch.settle(List.of(published(part, "two")));
        Delivery old = stored(BELL, NOW.minus(Duration.ofDays(400)), builder -> builder.state(DeliveryState.REPORTED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(at("old"))));

        assertThat(dispatch.publishedAs(BELL.id(), "root", NOW)).contains(parent.id());
        assertThat(dispatch.publishedAs(BELL.id(), "two", NOW))
                .contains(part.delivery().id());
        assertThat(dispatch.publishedAs(BELL.id(), "old", NOW)).contains(old.id());
        assertThat(dispatch.publishedAs(BELL.id(), "old", NOW.plusSeconds(1))).isEmpty();
        assertThat(dispatch.publishedAs(BELL.id(), "none", NOW)).isEmpty();
        assertThat(dispatch.publishedAs(TUSK.id(), "root", NOW)).isEmpty();
    }

    @Test
    void whatIsRemovedFromItsNetworkKeepsItsStateAndSaysSinceWhen() {
        Delivery parent = published();
        Claim part = claimPart(0);
        dispatch.settle(List.of(published(part, "two")));
        for (DeliveryId id : List.of(parent.id(), part.delivery().id())) {
            StoredPost post =
                    posts.find(parent.workspace(), parent.post()).orElseThrow().post();
            Delivery before = posts.findDelivery(parent.workspace(), id).orElseThrow();
            Attempt line = Attempt.askedByPerson(
                    new AttemptId("removal-" + id),
                    before,
                    Attempt.Kind.REMOVED_BY_PERSON,
                    new UserId("u_anna"),
                    NOW,
                    NOW.plusMillis(200),
                    Attempt.Result.DONE,
                    "It is gone.",
                    Optional.empty());
            posts.change(new PostChange(
                            post,
                            post.revision(),
                            List.of(),
                            List.of(new PostChange.DeliveryChange(
                                    before, before.toBuilder().removedAt(NOW).build())),
                            List.of())
                    .telling(List.of(line)));

            Delivery after = posts.findDelivery(parent.workspace(), id).orElseThrow();
            assertThat(after.removedAt()).contains(NOW);
            assertThat(after.state()).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(after.publication()).isEqualTo(before.publication());
            assertThat(posts.attempts(id)).contains(line);
        }
    }

    @Test
    void stepsAreStoredWithWhatTheyFollow() {
        Delivery parent = published();

        assertThat(stepsOf(parent)).containsExactlyElementsOf(steps(parent));
        assertThat(posts.findDelivery(parent.workspace(), steps(parent).get(1).id()))
                .contains(steps(parent).get(1));
        assertThat(dispatch.nextWake()).contains(NOW);
    }

    @Test
    void stepsOfASettlementThatCameTooLateAreNotStored() {
        Delivery delivery = stored(NOW);
        Claim claim = claimOne(NOW);
        Settlement first = published(claim, "root");
        dispatch.settle(List.of(first));

        dispatch.settle(List.of(first.withSteps(steps(first.delivery()))));

        assertThat(stepsOf(delivery)).isEmpty();
    }

    @Test
    void stepsAreInNoListOfDeliveriesAndDoNotChangeThePost() {
        Delivery parent = published();

        PostWithDeliveries post = posts.find(parent.workspace(), parent.post()).orElseThrow();
        assertThat(post.deliveries()).extracting(Delivery::id).containsExactly(parent.id());
        assertThat(post.state()).isEqualTo(DeliveryState.PUBLISHED);
        DeliveryQuery all =
                new DeliveryQuery(parent.workspace(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(posts.listDeliveries(all, PageRequest.first(10)).items())
                .extracting(Delivery::id)
                .containsExactly(parent.id());
    }

    @Test
    void whatWakesIsClaimedWithWhatItFollows() {
        Delivery parent = published();

        List<Claim> claims = claim(NOW, NOW);

        assertThat(claims)
                .extracting(claim -> claim.delivery().step().orElseThrow().position())
                .containsExactlyInAnyOrder(0, 1);
        assertThat(claims).allSatisfy(claim -> {
            assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
            assertThat(claim.delivery().state()).isEqualTo(DeliveryState.ARMED);
            assertThat(claim.published()).containsExactly(at("root"));
            assertThat(claim.post().id()).isEqualTo(parent.post());
            assertThat(now(claim.delivery())).isEqualTo(claim.delivery());
        });
        assertThat(claim(NOW, NOW)).isEmpty();
    }

    @Test
    void postsAreClaimedBeforeSteps() {
        published();
        Delivery other = stored(NOW);

        assertThat(claim(NODE, NOW, NOW, 1))
                .extracting(claim -> claim.delivery().id())
                .containsExactly(other.id());
    }

    @Test
    void nextPartWakesOnceThePartBeforeItIsPublished() {
        Delivery parent = published();
        dispatch.settle(List.of(published(claimPart(0), "one")));

        List<Claim> next = claim(NOW, NOW);

        assertThat(next).hasSize(1);
        assertThat(next.get(0).delivery().step().orElseThrow().part()).isEqualTo(1);
        assertThat(next.get(0).published()).containsExactly(at("root"), at("one"));
        assertThat(stepsOf(parent).get(3).wakeAt()).isEmpty();
    }

    @Test
    void partsAfterOneThatFailedSayWhyTheyCannotBeginUntilItIsRetriedAndPublished() {
        Delivery parent = published();
        Claim first = claimPart(0);
        dispatch.settle(List.of(failed(first)));
        assertThat(stepsOf(parent).subList(2, 4)).allSatisfy(later -> {
            assertThat(later.problem().orElseThrow().code()).isEqualTo("blocked");
            assertThat(later.wakeAt()).isEmpty();
            assertThat(later.state()).isEqualTo(DeliveryState.SCHEDULED);
        });

        Delivery failed = now(first.delivery());
        change(
                failed,
                failed.toBuilder()
                        .state(DeliveryState.RETRYING)
                        .retryAt(Optional.of(NOW))
                        .wakeAt(Optional.of(NOW))
                        .build());
        dispatch.settle(List.of(published(claimPart(0), "one")));

        assertThat(stepsOf(parent).subList(2, 4))
                .allMatch(step -> step.problem().isEmpty());
        assertThat(claimPart(1).published()).containsExactly(at("root"), at("one"));
    }

    private void change(Delivery before, Delivery after, Delivery... added) {
        PostWithDeliveries post = posts.find(before.workspace(), before.post()).orElseThrow();
        posts.change(new PostChange(
                post.post(),
                post.post().revision(),
                List.of(added),
                List.of(new PostChange.DeliveryChange(before, after)),
                List.of()));
    }

    /** As a person takes it up who has read that the part before it is not published yet. */
    private void takeUp(Delivery cancelled) {
        change(
                cancelled,
                cancelled.toBuilder()
                        .state(DeliveryState.SCHEDULED)
                        .problem(Optional.empty())
                        .build());
    }

    private Delivery cancelled(Delivery step) {
        change(
                step,
                step.toBuilder()
                        .state(DeliveryState.CANCELLED)
                        .wakeAt(Optional.empty())
                        .build());
        return now(step);
    }

    @Test
    void partThatIsTakenUpBehindOneThatHasJustBeenPublishedWakes() {
        Delivery parent = published();
        Claim first = claimPart(0);
        Delivery second = cancelled(stepsOf(parent).get(2));
        dispatch.settle(List.of(published(first, "one")));

        takeUp(second);

        assertThat(now(second).wakeAt()).contains(second.due());
        assertThat(claimPart(1).published()).containsExactly(at("root"), at("one"));
    }

    @Test
    void partThatIsTakenUpBehindOneThatHasJustFailedSaysWhyItCannotBegin() {
        Delivery parent = published();
        Claim first = claimPart(0);
        Delivery second = cancelled(stepsOf(parent).get(2));
        dispatch.settle(List.of(failed(first)));

        takeUp(second);

        assertThat(now(second).wakeAt()).isEmpty();
        assertThat(now(second).problem().orElseThrow().code()).isEqualTo("blocked");
    }

    @Test
    void partThatIsTakenUpWhileTheOneBeforeItIsBeingPublishedWakesWhicheverIsFirst() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 40; i++) {
                Delivery parent = published();
                Claim first = claimPart(0);
                Delivery second = cancelled(stepsOf(parent).get(2));
                CyclicBarrier start = new CyclicBarrier(2);
                List<Callable<Boolean>> race = List.of(
                        () -> {
                            start.await();
                            dispatch.settle(List.of(published(first, "one")));
                            return true;
                        },
                        () -> {
                            start.await();
                            takeUp(second);
                            return true;
                        });
                for (Future<Boolean> one : both.invokeAll(race)) {
                    assertThat(one.get()).isTrue();
                }

                assertThat(now(second).wakeAt()).as("round %s", i).contains(second.due());
                dispatch.settle(List.of(published(claimPart(1), "two")));
                claim(NOW, NOW);
            }
        } finally {
            both.shutdownNow();
        }
    }

    @Test
    void firstCommentThatFailsBlocksNothing() {
        Delivery parent = published();
        Claim comment = claim(NOW, NOW).stream()
                .filter(claim -> !claim.delivery().step().orElseThrow().isChained())
                .findFirst()
                .orElseThrow();

        dispatch.settle(List.of(failed(comment)));

        assertThat(stepsOf(parent))
                .filteredOn(step -> step.problem().isPresent())
                .hasSize(1);
    }

    @Test
    void stepThatAPersonFoundPublishedWakesTheNext() {
        Delivery parent = published();
        Claim first = claimPart(0);
        dispatch.settle(List.of(new Settlement(
                first.id(),
                first.delivery().toBuilder()
                        .state(DeliveryState.IN_DOUBT)
                        .wakeAt(Optional.empty())
                        .build(),
                Optional.empty(),
                Optional.of(new Claim.Doubted(first.id(), NOW, 1)),
                false)));
        Delivery doubtful = now(first.delivery());

        change(
                doubtful,
                doubtful.toBuilder()
                        .state(DeliveryState.PUBLISHED)
                        .publication(Optional.of(at("seen")))
                        .build());

        assertThat(claimPart(1).published()).containsExactly(at("root"), at("seen"));
        assertThat(stepsOf(parent).get(1).state()).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void stepsMayBeAddedWithAChange() {
        stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(60));
        Delivery doubtful = posts.listDeliveries(
                        new DeliveryQuery(
                                BELL.workspace(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                        PageRequest.first(1))
                .items()
                .get(0);
        Delivery settled = doubtful.toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(at("root")))
                .build();

        change(doubtful, settled, steps(settled).toArray(Delivery[]::new));

        assertThat(stepsOf(settled)).hasSize(4);
        assertThat(claimPart(0).published()).containsExactly(at("root"));
    }

    @Test
    void permalinkThatWasLookedUpIsThePosts() {
        stored(NOW);
        Claim claim = claimOne(NOW);
        Settlement settlement = published(claim);
        Delivery parent = settlement.delivery().toBuilder()
                .publication(Optional.of(new Publication("root", Optional.empty(), NOW)))
                .build();
        dispatch.settle(List.of(new Settlement(claim.id(), parent, settlement.attempt(), Optional.empty(), true)
                .withSteps(List.of(step(parent, 0, Step.Kind.PERMALINK, 0, new ThreadPart("", List.of()), true)))));

        dispatch.settle(List.of(published(claimOne(NOW), "root")));

        assertThat(now(parent).publication()).contains(at("root"));
    }

    @Test
    void stepLeftBehindIsAnOrphanAndExpiresAsADeliveryDoes() {
        Delivery parent = published();
        Claim part = claimPart(0);

        assertThat(dispatch.expired(NOW.plus(LEASE).minusMillis(1), 10)).isEmpty();
        assertThat(dispatch.expired(NOW.plus(LEASE).plusSeconds(1), 10))
                .extracting(Orphan::attempt)
                .contains(part.id());
        List<Orphan> orphans = dispatch.orphansOf(new Claimant(NODE.node(), "boot-3"), NOW, 10);
        assertThat(orphans)
                .filteredOn(orphan -> orphan.attempt().equals(part.id()))
                .hasSize(1)
                .allSatisfy(orphan -> assertThat(
                                orphan.delivery().step().orElseThrow().follows())
                        .isEqualTo(parent.id()));
        assertThat(dispatch.orphansOf(new Claimant(NODE.node(), "boot-3"), NOW, 1))
                .hasSize(1);
    }

    @Test
    void stepIsPreparedUnderAClaimOfItsOwn() {
        stored(NOW);
        Claim claim = claimOne(NOW);
        Settlement settlement = published(claim, "root");
        Delivery pending = step(settlement.delivery(), 0, Step.Kind.THREAD_PART, 0, WITH_MEDIA, true).toBuilder()
                .preparation(Preparation.PENDING)
                .build();
        dispatch.settle(List.of(settlement.withSteps(List.of(pending))));

        Claim visit = claimOne(NOW);
        assertThat(visit.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(dispatch.checkpoint(visit.id(), new PreparedValue("half"))).isTrue();
        assertThat(dispatch.prepared(visit.id(), new PreparedValue("whole"), true, Optional.empty(), NOW))
                .isTrue();

        Claim armed = claimOne(NOW);
        assertThat(armed.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(armed.prepared()).contains(new PreparedValue("whole"));
    }

    @Test
    void stepsWaitForTheirPublisherAndTheirAccount() {
        Delivery parent = published();

        assertThat(dispatch.parkAbsent(Set.of(Platform.MASTODON), NOW)).isEqualTo(2);
        assertThat(stepsOf(parent).subList(0, 2))
                .extracting(Delivery::waitReason)
                .containsOnly(Optional.of(WaitReason.PUBLISHER_ABSENT));
        assertThat(stepsOf(parent).subList(0, 2))
                .extracting(Delivery::problem)
                .containsOnly(Optional.of(Problem.publisherAbsent(Platform.SANDBOX, true)));
        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW))
                .isEqualTo(2);

        Claim part = claimPart(0);
        dispatch.settle(List.of(settlement(part, builder -> builder.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .wakeAt(Optional.empty()))));
        assertThat(dispatch.unparkAccount(BELL.id(), NOW)).isEqualTo(1);
        assertThat(now(part.delivery()).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void stepHasAStoryOfItsOwn() {
        Delivery parent = published();
        Claim part = claimPart(0);
        dispatch.settle(List.of(published(part, "one")));
        Attempt late = attempt(freshId(), part.delivery(), Attempt.Result.PUBLISHED);
        dispatch.addEvidence(late);

        assertThat(posts.attempts(part.delivery().id())).hasSize(2).contains(late);
        assertThat(posts.attempts(parent.id())).hasSize(1);
    }
}
