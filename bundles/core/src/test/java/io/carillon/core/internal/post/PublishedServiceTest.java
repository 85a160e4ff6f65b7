package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Publication;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.service.UncertainException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.FakePublisher;
import io.carillon.core.id.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What people ask networks to do with what is published there, and what they are told. */
class PublishedServiceTest {

    private final Desk desk = new Desk();
    private final Network network = new Network();
    private final Owners owners = new Owners();
    private final Deque<Runnable> hung = new ArrayDeque<>();
    private boolean hangs;
    private final PublishedService service = new PublishedService(
            desk.service,
            new Shelf(desk.store, () -> {}),
            owners,
            desk.publishers,
            desk.attachments,
            new Ids(desk.clock, new SplittableRandom(11)),
            desk.clock,
            this::run,
            (over, atMost) -> over.getCount() == 0);

    private final FakePublisher threading = new FakePublisher(
            PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                    .features(Feature.THREAD, Feature.DELETE, Feature.EDIT)
                    .build());

    PublishedServiceTest() {
        desk.publishers.remove(desk.sandbox);
        desk.publishers.add(threading);
        desk.publishers.addCompanion(Remover.class, network, Platform.SANDBOX.id(), 0);
        desk.publishers.addCompanion(Editor.class, network, Platform.SANDBOX.id(), 0);
    }

    private void run(Runnable call) {
        if (hangs) {
            hung.add(call);
        } else {
            call.run();
        }
    }

    /** A network that does what it is asked for, unless it is to say something else. */
    private static final class Network implements Remover, Editor {

        final List<String> removed = new ArrayList<>();
        final List<Message> shown = new ArrayList<>();
        final Deque<PublishOutcome> answers = new ArrayDeque<>();
        RuntimeException bug;

        @Override
        public PublishOutcome remove(Account account, Publication publication) {
            removed.add(publication.remoteId());
            return answer(publication);
        }

        @Override
        public PublishOutcome edit(PublishContext context, Publication publication) {
            shown.add(context.message());
            return answer(publication);
        }

        private PublishOutcome answer(Publication publication) {
            if (bug != null) {
                throw bug;
            }
            return answers.isEmpty() ? new Published(publication) : answers.poll();
        }
    }

    /** The accounts of the desk. */
    private static final class Owners implements AccountSource {

        AccountStatus status = AccountStatus.CONNECTED;
        int renewals;
        boolean renews;
        final List<String> asked = new ArrayList<>();

        @Override
        public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
            return List.of(BELL, TUSK).stream()
                    .filter(account -> account.id().equals(id))
                    .map(account -> account.withStatus(status))
                    .findFirst();
        }

        @Override
        public boolean renewRefused(Account used) {
            renewals++;
            return renews;
        }

        @Override
        public void needsReconnect(Account used, String reason) {
            asked.add(reason);
        }
    }

    private static Post thread(String... parts) {
        return Post.to(BELL)
                .build()
                .withContent(new Content(
                        "Ding #a",
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(parts).stream()
                                .map(text -> new ThreadPart(text, List.of()))
                                .toList()))
                .withSchedule(Optional.of(Desk.at(Desk.DUE)));
    }

    private Delivery published(Post post) {
        Account account = post.accounts().get(0);
        PostWithDeliveries view = desk.become(desk.service.create(HERE, post), account, DeliveryState.IN_DOUBT);
        return desk.service.resolve(HERE, Desk.of(view, account).id(), true, Optional.of("root"), ANNA);
    }

    private List<Delivery> steps(Delivery delivery) {
        return desk.service.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
    }

    private Delivery become(Delivery step, DeliveryState state, Optional<String> remoteId) {
        Delivery after = step.toBuilder()
                .state(state)
                .wakeAt(Optional.empty())
                .publication(remoteId.map(id -> new Publication(id, Optional.empty(), NOW)))
                .build();
        desk.store.change(new PostChange(
                desk.service.get(HERE, step.post()).post(),
                1,
                List.of(),
                List.of(new PostChange.DeliveryChange(step, after)),
                List.of()));
        return after;
    }

    private List<Attempt> told(Delivery delivery) {
        return desk.service.attempts(HERE, delivery.id()).stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.REMOVED_BY_PERSON
                        || attempt.kind() == Attempt.Kind.CORRECTED_BY_PERSON)
                .toList();
    }

    private static void assertConflict(ThrowingCallable request, String code) {
        assertThatThrownBy(request)
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo(code);
    }

    // ---- Removing -----------------------------------------------------------------------------

    @Test
    void removedPostSaysSinceWhenAndWhoAskedForIt() {
        Delivery post = published(thread());

        Delivery removed = service.remove(HERE, post.id(), ANNA);

        assertThat(removed.removedAt()).isPresent();
        assertThat(removed.state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(network.removed).containsExactly("root");
        assertThat(told(post)).singleElement().satisfies(line -> {
            assertThat(line.by()).contains(ANNA);
            assertThat(line.result()).isEqualTo(Attempt.Result.DONE);
        });
    }

    @Test
    void whatFollowsGoesToo() {
        Delivery post = published(thread("Two", "Three", "Four"));
        become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));
        become(steps(post).get(1), DeliveryState.FAILED, Optional.empty());

        service.remove(HERE, post.id(), ANNA);

        assertThat(network.removed).containsExactly("root", "two");
        assertThat(steps(post))
                .extracting(Delivery::state, step -> step.removedAt().isPresent())
                .containsExactly(
                        tuple(DeliveryState.PUBLISHED, true),
                        tuple(DeliveryState.CANCELLED, false),
                        tuple(DeliveryState.CANCELLED, false));
        assertConflict(() -> service.remove(HERE, post.id(), ANNA), "removed");
        assertConflict(() -> desk.service.retry(HERE, steps(post).get(1).id(), ANNA), "removed");
    }

    @Test
    void askingAgainGoesOnWithWhatIsLeft() {
        Delivery post = published(thread("Two"));
        become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));
        network.answers.add(new Published(post.publication().orElseThrow()));
        network.answers.add(Rejected.of("locked", "It is locked."));

        assertConflict(() -> service.remove(HERE, post.id(), ANNA), "network-refused");
        Delivery after = service.remove(HERE, post.id(), ANNA);

        assertThat(after.removedAt()).isPresent();
        assertThat(network.removed).containsExactly("root", "two", "two");
        assertThat(told(steps(post).get(0)))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.REJECTED, Attempt.Result.DONE);
    }

    @Test
    void oneStepIsRemovedAlone() {
        Delivery post = published(thread("Two"));
        Delivery two = become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));

        assertThat(service.remove(HERE, two.id(), ANNA).removedAt()).isPresent();

        assertThat(network.removed).containsExactly("two");
        assertThat(desk.service.delivery(HERE, post.id()).removedAt()).isEmpty();
    }

    @Test
    void whatIsNotOnANetworkCannotBeRemoved() {
        Delivery waiting = Desk.of(desk.service.create(HERE, thread()), BELL);
        assertConflict(() -> service.remove(HERE, waiting.id(), ANNA), "not-published");

        Delivery doubtful = published(thread("Two"));
        become(steps(doubtful).get(0), DeliveryState.IN_DOUBT, Optional.empty());
        assertConflict(() -> service.remove(HERE, doubtful.id(), ANNA), "in-doubt");

        Delivery tusk = published(Desk.scheduled(TUSK));
        assertConflict(() -> service.remove(HERE, tusk.id(), ANNA), "not-offered");

        Delivery nameless = published(thread());
        desk.become(desk.service.get(HERE, nameless.post()), BELL, builder -> builder.publication(Optional.empty()));
        assertConflict(() -> service.remove(HERE, nameless.id(), ANNA), "id-unknown");
        desk.publishers.remove(threading);
        Delivery lost = nameless;
        assertThatThrownBy(() -> service.remove(HERE, lost.id(), ANNA)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> service.remove(new WorkspaceId("other"), lost.id(), ANNA))
                .isInstanceOf(NotFoundException.class);
        assertThat(network.removed).isEmpty();
    }

    @Test
    void callThatHangsIsUncertainAtItsDeadlineAndSafeToRepeat() {
        Delivery post = published(thread());
        hangs = true;
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UncertainException.class)
                .hasMessageContaining("not known whether the post was removed")
                .hasMessageContaining("Repeat this");
        assertThat(told(post)).extracting(Attempt::result).containsExactly(Attempt.Result.INDETERMINATE);
        assertThat(desk.service.delivery(HERE, post.id()).removedAt()).isEmpty();

        hangs = false;
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
        hung.forEach(Runnable::run);
    }

    @Test
    void manyCallsThatHangDoNotPileUp() {
        Delivery post = published(thread());
        hangs = true;
        for (int i = 0; i < 16; i++) {
            assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UncertainException.class);
        }
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UnavailableException.class);
        hung.forEach(Runnable::run);
        hangs = false;
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
    }

    @Test
    void whatANetworkSaysIsTold() {
        Delivery post = published(thread());
        network.answers.add(new Throttled(NOW.plusSeconds(90), RateLimit.Scope.ACCOUNT, "Too many."));
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(NOW.plusSeconds(90).toString());
        network.answers.add(new Indeterminate("The line broke."));
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA))
                .isInstanceOf(UncertainException.class)
                .hasMessageContaining("The line broke.");
        network.bug = new IllegalStateException("Bug");
        assertThatThrownBy(() -> service.remove(HERE, post.id(), ANNA)).isInstanceOf(UncertainException.class);
        assertThat(told(post))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.THROTTLED, Attempt.Result.INDETERMINATE, Attempt.Result.INDETERMINATE);
    }

    @Test
    void refusedGrantIsRenewedOnceAndThenItsOwnerIsAsked() {
        Delivery post = published(thread());
        owners.renews = true;
        network.answers.add(new ReauthorisationNeeded("Old."));
        assertThat(service.remove(HERE, post.id(), ANNA).removedAt()).isPresent();
        assertThat(owners.renewals).isEqualTo(1);
        assertThat(owners.asked).isEmpty();

        Delivery other = published(thread());
        network.answers.add(new ReauthorisationNeeded("Old."));
        network.answers.add(new ReauthorisationNeeded("Revoked."));
        assertConflict(() -> service.remove(HERE, other.id(), ANNA), "needs-reconnect");
        assertThat(owners.asked).containsExactly("Revoked.");

        owners.status = AccountStatus.NEEDS_RECONNECT;
        assertConflict(() -> service.remove(HERE, other.id(), ANNA), "needs-reconnect");
    }

    // ---- Correcting ---------------------------------------------------------------------------

    @Test
    void correctedTextIsShownAndTheStoryKeepsWhatWasSaid() {
        Delivery post = published(thread("Two"));

        service.correct(HERE, post.id(), "Dong", ANNA);
        service.correct(HERE, post.id(), "Dang", ANNA);

        assertThat(network.shown).extracting(Message::text).containsExactly("Dong", "Dang");
        assertThat(network.shown.get(0).thread()).isEmpty();
        assertThat(told(post))
                .extracting(Attempt::by, Attempt::wording)
                .containsExactly(
                        tuple(Optional.of(ANNA), Optional.of(new Attempt.Wording(Optional.of("Ding #a"), "Dong"))),
                        tuple(Optional.of(ANNA), Optional.of(new Attempt.Wording(Optional.of("Dong"), "Dang"))));
    }

    @Test
    void stepIsCorrectedWithWhatItWasPublishedWith() {
        Delivery post = published(thread("Two"));
        Delivery two = become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));

        service.correct(HERE, two.id(), "Zwei", ANNA);

        assertThat(network.shown.get(0).options()).isEqualTo(Options.NONE);
        assertThat(told(two))
                .extracting(Attempt::wording)
                .containsExactly(Optional.of(new Attempt.Wording(Optional.of("Two"), "Zwei")));
    }

    @Test
    void whatAPostSaidIsNotGuessedOnceItWasEdited() {
        Delivery post = published(thread());
        desk.service.edit(HERE, post.post(), OptionalLong.empty(), thread().withContent(Content.text("Another")));

        service.correct(HERE, post.id(), "Dong", ANNA);

        assertThat(told(post))
                .extracting(Attempt::wording)
                .containsExactly(Optional.of(new Attempt.Wording(Optional.empty(), "Dong")));
    }

    @Test
    void textThatBreaksARuleIsNotSent() {
        Delivery post = published(thread());
        assertThatThrownBy(() -> service.correct(HERE, post.id(), "x".repeat(501), ANNA))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidException.class))
                .satisfies(invalid -> assertThat(invalid.violations())
                        .extracting(problem -> problem.field(), problem -> problem.rule(), problem -> problem.actual())
                        .containsExactly(tuple("text", "max-length", "501")));
        assertThatThrownBy(() -> service.correct(HERE, post.id(), " ", ANNA)).isInstanceOf(InvalidException.class);
        assertThat(network.shown).isEmpty();
        assertThat(told(post)).isEmpty();
    }

    @Test
    void correctionThatIsRefusedIsToldAndNotTakenForShown() {
        Delivery post = published(thread());
        network.answers.add(Rejected.of("too-old", "It is too old to be changed."));
        assertConflict(() -> service.correct(HERE, post.id(), "Dong", ANNA), "network-refused");
        service.correct(HERE, post.id(), "Dang", ANNA);
        assertThat(told(post).get(1).wording()).contains(new Attempt.Wording(Optional.of("Ding #a"), "Dang"));

        service.remove(HERE, post.id(), ANNA);
        assertConflict(() -> service.correct(HERE, post.id(), "Dung", ANNA), "removed");
    }
}
