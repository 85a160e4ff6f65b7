package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.both;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.post;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Review;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Series;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces in which posts go out only once they are approved. */
class ApprovalTest {

    private static final OptionalLong ANY = OptionalLong.empty();
    private static final UserId ANNA = new UserId("u_anna");

    private final Desk desk = wanting(new Desk(), true);
    private final PostService service = desk.service;

    private static Desk wanting(Desk desk, boolean approval) {
        desk.workspaces.update(new Workspace(HERE, "Default", ZoneOffset.UTC, MissedPolicy.DEFAULT, approval, 1));
        return desk;
    }

    private static void assertWaits(Delivery delivery) {
        assertThat(delivery.state()).isEqualTo(DeliveryState.WAITING);
        assertThat(delivery.waitReason()).contains(WaitReason.APPROVAL_MISSING);
        assertThat(delivery.wakeAt()).isEmpty();
        assertThat(delivery.problem().orElseThrow().code()).isEqualTo("approval-missing");
    }

    private static Post saying(Post post, String caption) {
        return post.withContent(Content.text(caption));
    }

    @Test
    void whateverIsScheduledWaitsAndTheEngineLeavesItAlone() {
        PostId draft = service.create(HERE, post(BELL)).post().id();
        PostId other = service.create(HERE, post(TUSK)).post().id();

        PostWithDeliveries created = service.create(HERE, both());
        PostWithDeliveries scheduled = service.schedule(HERE, draft, ANY, at(DUE));
        PostWithDeliveries atOnce = service.publishNow(HERE, other, ANY);

        assertWaits(of(created, BELL));
        assertWaits(of(created, TUSK));
        assertWaits(of(scheduled, BELL));
        assertWaits(of(atOnce, TUSK));
        assertThat(desk.store.nextWake()).isEmpty();
        assertThat(desk.claim(DUE.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void approvalSchedulesWhatWaitsAndTellsWhoSaidItWhenAndOfWhat() {
        PostWithDeliveries waiting = service.create(HERE, both());
        desk.clock.set(NOW.plusSeconds(60));
        desk.nudges = 0;

        PostWithDeliveries approved = service.approve(HERE, waiting.post().id(), OptionalLong.of(1), ANNA);

        assertThat(approved.post().review())
                .contains(new Review(Review.Verdict.APPROVED, ANNA, NOW.plusSeconds(60), 1, ""));
        assertThat(approved.post().revision()).isEqualTo(1);
        assertThat(approved.deliveries()).allSatisfy(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.SCHEDULED);
            assertThat(delivery.waitReason()).isEmpty();
            assertThat(delivery.problem()).isEmpty();
        });
        assertThat(of(approved, BELL).wakeAt()).contains(DUE);
        assertThat(of(approved, TUSK).wakeAt()).contains(DUE.minus(Desk.WINDOW));
        assertThat(of(approved, BELL).key()).isEqualTo(of(waiting, BELL).key());
        assertThat(desk.nudges).isEqualTo(1);
    }

    @Test
    void approvalOfADraftAndAChangeOfTheTimeAloneCountLater() {
        PostId id = service.create(HERE, post(BELL)).post().id();
        service.approve(HERE, id, ANY, ANNA);

        PostWithDeliveries scheduled = service.schedule(HERE, id, ANY, at(DUE));
        PostWithDeliveries moved = service.schedule(HERE, id, ANY, at(DUE.plusSeconds(60)));

        assertThat(of(scheduled, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(of(moved, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(moved.post().isApproved()).isTrue();
    }

    @Test
    void changeOfWhatGoesOutOrWhereWithdrawsTheApproval() {
        PostId id = service.create(HERE, scheduled(BELL)).post().id();
        service.approve(HERE, id, ANY, ANNA);

        PostWithDeliveries edited = service.edit(HERE, id, ANY, saying(scheduled(BELL), "Something else"));
        assertWaits(of(edited, BELL));
        assertThat(edited.post().isApproved()).isFalse();
        assertThat(edited.post().review().orElseThrow().revision()).isEqualTo(1);

        service.approve(HERE, id, ANY, ANNA);
        PostWithDeliveries wider = service.edit(HERE, id, ANY, saying(both(), "Something else"));
        assertWaits(of(wider, BELL));
        assertWaits(of(wider, TUSK));
    }

    @Test
    void changeOfLabelsAloneWithdrawsNothing() {
        PostId id = service.create(HERE, scheduled(BELL)).post().id();
        service.approve(HERE, id, ANY, ANNA);
        Post post = scheduled(BELL);

        PostWithDeliveries edited = service.edit(
                HERE,
                id,
                ANY,
                new Post(post.content(), post.variations(), Set.of("spring"), post.accounts(), post.schedule()));

        assertThat(of(edited, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULED", "WAITING", "RETRYING", "FAILED", "MISSED", "CANCELLED"})
    void rejectionMakesWhatIsUnsentADraftAndKeepsWhy(DeliveryState state) {
        PostWithDeliveries view = service.create(HERE, both());
        view = desk.become(view, TUSK, DeliveryState.PUBLISHED);
        view = desk.become(view, BELL, state);

        PostWithDeliveries rejected = service.reject(HERE, view.post().id(), ANY, ANNA, " The door is blue. ");

        assertThat(of(rejected, BELL).state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(of(rejected, BELL).wakeAt()).isEmpty();
        assertThat(of(rejected, TUSK)).isEqualTo(of(view, TUSK));
        assertThat(rejected.post().post().schedule()).isEmpty();
        assertThat(rejected.post().review())
                .contains(new Review(Review.Verdict.REJECTED, ANNA, NOW, 2, "The door is blue."));
    }

    @Test
    void rejectedPostWaitsAgainOnceItIsScheduledAndStillSaysWhy() {
        PostId id = service.create(HERE, scheduled(BELL)).post().id();
        service.reject(HERE, id, ANY, ANNA, "The door is blue.");

        PostWithDeliveries again = service.edit(HERE, id, ANY, saying(scheduled(BELL), "A blue door"));

        assertWaits(of(again, BELL));
        assertThat(again.post().review().orElseThrow().reason()).isEqualTo("The door is blue.");
    }

    @Test
    void whatWhoeverMayApproveMakesOfAnApprovedPostIsApprovedWithTheSameChange() {
        int[] changes = {0};
        Desk counted = wanting(new Desk(store -> new RacingStore(store, () -> changes[0]++)), true);
        PostId id = counted.service.create(HERE, scheduled(BELL)).post().id();
        counted.service.approve(HERE, id, ANY, Desk.ANNA);
        changes[0] = 0;

        PostWithDeliveries edited =
                counted.service.edit(HERE, id, ANY, saying(scheduled(BELL), "Ring twice"), Optional.of(ANNA));

        assertThat(of(edited, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(edited.post().isApproved()).isTrue();
        assertThat(edited.post().review().orElseThrow().by()).isEqualTo(ANNA);
        assertThat(changes[0]).isEqualTo(1);
    }

    @Test
    void whatWhoeverMayApproveMakesOfAPostThatNobodyHasApprovedWaits() {
        PostId id = service.create(HERE, scheduled(BELL)).post().id();

        assertWaits(of(service.edit(HERE, id, ANY, saying(scheduled(BELL), "Ring twice"), Optional.of(ANNA)), BELL));
    }

    @Test
    void partOfAnApprovedSeriesThatWhoeverMayApproveMakesIsApproved() {
        LocalDateTime start = LocalDateTime.of(2026, 3, 2, 9, 0);
        Schedule daily =
                Schedule.at(start, ZoneOffset.UTC).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=3")));
        PostId id = service.create(HERE, post(BELL).withSchedule(Optional.of(daily)))
                .post()
                .id();
        service.approve(HERE, id, ANY, ANNA);

        PostWithDeliveries mine = desk.series.edit(
                HERE, id, start, Series.Reach.THIS, ANY, part -> saying(part, "Mine"), Optional.of(ANNA));
        PostWithDeliveries theirs = desk.series.edit(
                HERE, id, start.plusDays(1), Series.Reach.THIS, ANY, part -> saying(part, "Mine"), Optional.empty());

        assertThat(of(mine, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertWaits(of(theirs, BELL));
    }

    @Test
    void nobodyApprovesWhatTheyHaveNotSeen() {
        Runnable[] rival = {() -> {}};
        Desk racing = wanting(new Desk(store -> new RacingStore(store, () -> rival[0].run())), true);
        PostId id = racing.service.create(HERE, scheduled(BELL)).post().id();
        rival[0] = () -> {
            rival[0] = () -> {};
            racing.service.edit(HERE, id, ANY, saying(scheduled(BELL), "Something else"));
        };

        assertThatThrownBy(() -> racing.service.approve(HERE, id, ANY, ANNA)).isInstanceOf(StaleException.class);

        assertWaits(of(racing.service.get(HERE, id), BELL));
    }

    @Test
    void whatWasEditedSinceItFailedIsRetriedOnlyOnceItIsApproved() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        service.approve(HERE, view.post().id(), ANY, ANNA);
        view = desk.become(service.get(HERE, view.post().id()), BELL, DeliveryState.FAILED);
        desk.clock.set(DUE.plusSeconds(60));
        PostId id = view.post().id();
        Delivery failed = of(service.edit(HERE, id, ANY, saying(scheduled(BELL), "Something else")), BELL);
        assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);

        assertThatThrownBy(() -> service.retry(HERE, failed.id(), Desk.ANNA))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("approve");
        service.approve(HERE, id, ANY, ANNA);

        assertThat(service.retry(HERE, failed.id(), Desk.ANNA).state()).isEqualTo(DeliveryState.RETRYING);
    }

    @Test
    void rejectionComesTooLateForWhatIsBeingPublished() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        PostId id = view.post().id();
        service.approve(HERE, id, ANY, ANNA);
        desk.claim(DUE);

        assertThatThrownBy(() -> service.reject(HERE, id, ANY, ANNA, "Too late"))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(ConflictException.PUBLISHING_NOW));
    }

    @Test
    void whatWasPublishedEverywhereCanBeNeitherApprovedNorRejected() {
        PostWithDeliveries view = desk.become(service.create(HERE, scheduled(BELL)), BELL, DeliveryState.PUBLISHED);
        PostId id = view.post().id();

        assertThatThrownBy(() -> service.approve(HERE, id, ANY, ANNA)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> service.reject(HERE, id, ANY, ANNA, "No")).isInstanceOf(ConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void rejectionWithoutAReasonTeachesNothing(String reason) {
        PostId id = service.create(HERE, scheduled(BELL)).post().id();

        assertThatThrownBy(() -> service.reject(HERE, id, ANY, ANNA, reason))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo("reason"));
        assertThatThrownBy(() -> service.reject(HERE, id, ANY, ANNA, "x".repeat(Review.MAX_REASON + 1)))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void whatWaitsForSomethingElseIsNotReleasedByAnApproval() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        view = desk.become(view, BELL, builder -> builder.waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT)));

        PostWithDeliveries approved = service.approve(HERE, view.post().id(), ANY, ANNA);

        assertThat(of(approved, BELL)).isEqualTo(of(view, BELL));
    }

    @Test
    void approvalThatComesLateWakesAtOnceForThePolicyToJudge() {
        PostWithDeliveries view = service.create(HERE, scheduled(BELL));
        Instant late = DUE.plus(Duration.ofHours(3));
        desk.clock.set(late);

        PostWithDeliveries approved = service.approve(HERE, view.post().id(), ANY, ANNA);

        assertThat(of(approved, BELL).due()).isEqualTo(DUE);
        assertThat(of(approved, BELL).wakeAt()).contains(late);
    }
}
