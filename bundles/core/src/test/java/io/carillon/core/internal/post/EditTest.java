package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.WINDOW;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.attemptId;
import static io.carillon.core.internal.post.Desk.both;
import static io.carillon.core.internal.post.Desk.of;
import static io.carillon.core.internal.post.Desk.post;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What edits do to deliveries. */
class EditTest {

    private static final Instant LATER = DUE.plusSeconds(3600);
    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    private PostWithDeliveries edit(PostWithDeliveries view, Post post) {
        return service.edit(HERE, view.post().id(), ANY, post);
    }

    private static Post text(PostWithDeliveries view, String caption) {
        Post post = view.post().post();
        return post.withContent(post.content().withCaption(caption));
    }

    private static Post due(PostWithDeliveries view, Instant due) {
        return view.post().post().withSchedule(Optional.of(at(due)));
    }

    @Test
    void editedDeliveryCarriesTheNewRevisionUnderANewKeyAndIsPreparedAnew() {
        PostWithDeliveries created = service.create(HERE, scheduled(TUSK));
        Claim claim = desk.claim(DUE.minus(WINDOW)).get(0);
        desk.nudges = 0;

        PostWithDeliveries edited = edit(created, text(created, "Ring louder"));

        assertThat(edited.post().revision()).isEqualTo(2);
        assertThat(edited.post().post().content().caption()).isEqualTo("Ring louder");
        Delivery after = of(edited, TUSK);
        assertThat(after.id()).isEqualTo(of(created, TUSK).id());
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.key().value()).isNotEqualTo(of(created, TUSK).key().value());
        assertThat(after.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(after.wakeAt()).contains(DUE.minus(WINDOW));
        assertThat(desk.store.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(desk.nudges).isEqualTo(1);
    }

    @Test
    void editMayMoveThePost() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));

        Delivery after = of(edit(created, due(created, LATER)), BELL);

        assertThat(after.due()).isEqualTo(LATER);
        assertThat(after.wakeAt()).contains(LATER);
    }

    @Test
    void publishedDeliveriesKeepWhatTheyCarried() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, both()), BELL, builder -> builder.state(DeliveryState.PUBLISHED)
                        .wakeAt(Optional.empty()));

        PostWithDeliveries edited = edit(view, text(view, "Other words"));

        assertThat(of(edited, BELL)).isEqualTo(of(view, BELL));
        assertThat(of(edited, TUSK).revision()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ARMED", "PUBLISHING"})
    void postThatIsBeingPublishedIsLeftAlone(DeliveryState state) {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), BELL, state);

        for (Runnable change : List.<Runnable>of(
                () -> edit(view, text(view, "Other words")),
                () -> service.schedule(HERE, view.post().id(), ANY, at(LATER)),
                () -> service.publishNow(HERE, view.post().id(), ANY),
                () -> service.cancel(HERE, view.post().id(), ANY, Desk.ANNA),
                () -> service.remove(HERE, view.post().id(), ANY))) {
            assertConflict(change, ConflictException.PUBLISHING_NOW);
        }
        assertThat(service.get(HERE, view.post().id())).isEqualTo(view);
    }

    @Test
    void postInDoubtIsNotChanged() {
        PostWithDeliveries view = desk.become(service.create(HERE, both()), BELL, DeliveryState.IN_DOUBT);

        assertConflict(() -> edit(view, text(view, "Other words")), "in-doubt");
        assertConflict(() -> service.schedule(HERE, view.post().id(), ANY, at(LATER)), "in-doubt");
        assertThat(service.get(HERE, view.post().id())).isEqualTo(view);
    }

    private static void assertConflict(Runnable change, String code) {
        assertThatThrownBy(change::run)
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULED", "WAITING", "RETRYING", "FAILED", "MISSED", "CANCELLED", "DRAFT"})
    void whateverIsUnsentIsScheduledWhenANewTimeIsChosen(DeliveryState state) {
        PostWithDeliveries view =
                desk.become(service.create(HERE, scheduled(BELL)), BELL, builder -> builder.state(state)
                        .waitReason(Optional.of(WaitReason.PUBLISHER_ABSENT))
                        .retryAt(Optional.of(DUE.plusSeconds(30)))
                        .problem(Optional.of(new Problem("rejected", "Too long")))
                        .attempts(2)
                        .wakeAt(Optional.empty()));

        Delivery after = of(edit(view, due(view, LATER)), BELL);

        assertThat(after)
                .isEqualTo(of(view, BELL).toBuilder()
                        .state(DeliveryState.SCHEDULED)
                        .waitReason(Optional.empty())
                        .retryAt(Optional.empty())
                        .problem(Optional.empty())
                        .due(LATER)
                        .wakeAt(Optional.of(LATER))
                        .revision(2)
                        .key(after.key())
                        .build());
        assertThat(after.key()).isNotEqualTo(of(view, BELL).key());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "MISSED"})
    void whatFailedOrWasMissedWaitsForAPersonIfItsTimeIsOverAndUnchanged(DeliveryState state) {
        PostWithDeliveries view =
                desk.become(service.create(HERE, scheduled(TUSK)), TUSK, builder -> builder.state(state)
                        .problem(Optional.of(new Problem("rejected", "Too long")))
                        .preparation(Preparation.READY)
                        .wakeAt(Optional.empty()));
        desk.clock.set(LATER);

        Delivery after = of(edit(view, text(view, "Shorter")), TUSK);

        assertThat(after.state()).isEqualTo(state);
        assertThat(after.wakeAt()).isEmpty();
        assertThat(after.problem()).isPresent();
        assertThat(after.revision()).as("a retry sends the new text").isEqualTo(2);
        assertThat(after.key()).isNotEqualTo(of(view, TUSK).key());
        assertThat(after.preparation()).isEqualTo(Preparation.PENDING);
    }

    @Test
    void whatFailedAheadOfItsTimeIsScheduledAgainByAnEdit() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, scheduled(TUSK)), TUSK, builder -> builder.state(DeliveryState.FAILED)
                        .wakeAt(Optional.empty()));

        assertThat(of(edit(view, text(view, "Shorter")), TUSK).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void editOfARetryingDeliveryIsNoWayAroundTheTimeThatTheNetworkAskedFor() {
        PostWithDeliveries view = desk.become(
                service.create(HERE, scheduled(BELL)), BELL, builder -> builder.state(DeliveryState.RETRYING)
                        .retryAt(Optional.of(LATER))
                        .wakeAt(Optional.of(LATER)));
        desk.clock.set(DUE.plusSeconds(5));

        Delivery after = of(edit(view, text(view, "Shorter")), BELL);

        assertThat(after.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(after.wakeAt()).contains(LATER);
        assertThat(after.retryAt()).isEmpty();
    }

    @Test
    void publishingNowDoesNotWaitForTheRetry() {
        PostWithDeliveries view = desk.become(
                service.create(HERE, scheduled(BELL)), BELL, builder -> builder.state(DeliveryState.RETRYING)
                        .retryAt(Optional.of(LATER))
                        .wakeAt(Optional.of(LATER)));

        PostWithDeliveries after = service.publishNow(HERE, view.post().id(), ANY);

        assertThat(of(after, BELL).wakeAt()).contains(NOW);
    }

    @Test
    void cancelledDeliveryStaysCancelledUnlessATimeIsChosen() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));
        PostWithDeliveries cancelled = service.cancel(HERE, created.post().id(), ANY, Desk.ANNA);

        PostWithDeliveries edited = edit(cancelled, text(cancelled, "Other words"));
        assertThat(of(edited, BELL)).isEqualTo(of(cancelled, BELL));

        PostWithDeliveries again = service.schedule(
                HERE, created.post().id(), ANY, created.post().post().schedule().orElseThrow());
        assertThat(of(again, BELL).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(of(again, BELL).revision()).isEqualTo(3);
    }

    @Test
    void timeThatIsOverMeanwhileIsNoReasonToRefuseOtherChanges() {
        PostWithDeliveries view = desk.become(
                service.create(HERE, scheduled(BELL)), BELL, builder -> builder.state(DeliveryState.PUBLISHED)
                        .wakeAt(Optional.empty()));
        desk.clock.set(LATER);

        assertThat(edit(view, text(view, "For the archive")).post().revision()).isEqualTo(2);
        assertThatThrownBy(() -> edit(view, due(view, DUE.plusSeconds(1)))).isInstanceOf(InvalidException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEDULED", "WAITING", "RETRYING", "FAILED", "MISSED", "CANCELLED", "DRAFT"})
    void postWithoutAScheduleIsADraftAgain(DeliveryState state) {
        PostWithDeliveries view = desk.become(service.create(HERE, scheduled(BELL)), BELL, state);

        PostWithDeliveries draft = edit(view, post(BELL));

        assertThat(draft.state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(of(draft, BELL).state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(desk.store.nextWake().isPresent()).isEqualTo(state == DeliveryState.DRAFT);
    }

    @Test
    void accountThatIsAddedGetsADelivery() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));

        PostWithDeliveries edited = edit(created, both());

        assertThat(edited.deliveries()).hasSize(2);
        assertThat(of(edited, TUSK).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(of(edited, TUSK).revision()).isEqualTo(2);
    }

    @Test
    void accountThatIsAddedToADraftGetsNone() {
        PostWithDeliveries created = service.create(HERE, post(BELL));

        assertThat(edit(created, both().withSchedule(Optional.empty())).deliveries())
                .isEmpty();
    }

    @Test
    void deliveryOfAnAccountThatIsRemovedGoesIfNothingWasEverAttempted() {
        PostWithDeliveries created = service.create(HERE, both());

        assertThat(edit(created, scheduled(BELL)).deliveries())
                .extracting(Delivery::account)
                .containsExactly(BELL.id());
    }

    @Test
    void deliveryOfAnAccountThatIsRemovedIsCancelledIfItHasAStory() {
        PostWithDeliveries tried =
                desk.become(service.create(HERE, both()), TUSK, builder -> builder.state(DeliveryState.RETRYING)
                        .attempts(1));
        assertThat(of(edit(tried, scheduled(BELL)), TUSK).state()).isEqualTo(DeliveryState.CANCELLED);

        PostWithDeliveries armed = service.create(HERE, both());
        desk.store.addEvidence(new Attempt(
                attemptId("t_1"),
                of(armed, TUSK).id(),
                Attempt.Kind.PUBLISH,
                1,
                "north",
                NOW,
                Optional.empty(),
                Optional.empty(),
                Attempt.Result.NOT_SENT,
                "Disarmed"));
        assertThat(of(edit(armed, scheduled(BELL)), TUSK).state()).isEqualTo(DeliveryState.CANCELLED);
    }

    @Test
    void whatWasPublishedStaysPublishedThoughItsAccountIsRemoved() {
        PostWithDeliveries view =
                desk.become(service.create(HERE, both()), TUSK, builder -> builder.state(DeliveryState.PUBLISHED)
                        .attempts(1));

        assertThat(of(edit(view, scheduled(BELL)), TUSK)).isEqualTo(of(view, TUSK));
    }

    @Test
    void accountThatComesBackIsScheduledAgain() {
        PostWithDeliveries tried =
                desk.become(service.create(HERE, both()), TUSK, builder -> builder.state(DeliveryState.FAILED)
                        .attempts(1));
        PostWithDeliveries without = edit(tried, scheduled(BELL));
        assertThat(of(without, TUSK).state()).isEqualTo(DeliveryState.CANCELLED);

        PostWithDeliveries with = edit(without, both());

        assertThat(of(with, TUSK).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(with.deliveries()).hasSize(2);
    }

    @Test
    void expectedRevisionMustBeTheOneThatIsThere() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));
        service.edit(HERE, created.post().id(), OptionalLong.of(1), text(created, "Two"));

        assertThatThrownBy(() -> service.edit(HERE, created.post().id(), OptionalLong.of(1), text(created, "Three")))
                .isInstanceOf(StaleException.class)
                .hasMessageContaining("from revision 1 to 2");
        assertThat(service.get(HERE, created.post().id())
                        .post()
                        .post()
                        .content()
                        .caption())
                .isEqualTo("Two");
    }

    @Test
    void editedDeliveryIsPublishedFromItsNewRevision() {
        PostWithDeliveries created = service.create(HERE, scheduled(BELL));
        edit(created, text(created, "Other words"));

        Claim claim = desk.claim(DUE).get(0);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(claim.post().post().content().caption()).isEqualTo("Other words");
    }
}
