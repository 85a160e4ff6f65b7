package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Publication;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.FakePublisher;
import io.carillon.core.id.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A network that does what it is asked for, accounts to ask it as, and posts that are published there. */
abstract class PublishedTests {

    final Desk desk = new Desk();
    final Network network = new Network();
    final Owners owners = new Owners();
    final Deque<Runnable> hung = new ArrayDeque<>();
    boolean hangs;
    final PublishedService service = new PublishedService(
            desk.service,
            new Shelf(desk.store, () -> {}),
            owners,
            desk.publishers,
            desk.attachments,
            new Ids(desk.clock, new SplittableRandom(11)),
            desk.clock,
            this::run,
            (over, atMost) -> over.getCount() == 0);

    final FakePublisher threading = new FakePublisher(
            PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                    .features(Feature.THREAD, Feature.DELETE, Feature.EDIT)
                    .build());

    PublishedTests() {
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
    static final class Network implements Remover, Editor {

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
    static final class Owners implements AccountSource {

        AccountStatus status = AccountStatus.CONNECTED;
        int renewals;
        boolean renews;
        boolean renewsLater;
        private int grants;
        final List<String> asked = new ArrayList<>();

        @Override
        public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
            return List.of(BELL, TUSK).stream()
                    .filter(account -> account.id().equals(id))
                    .map(account -> account.withStatus(status).withGrant(Grant.oauthToken("" + grants)))
                    .findFirst();
        }

        @Override
        public boolean renewRefused(Account used) {
            renewals++;
            grants += renews ? 1 : 0;
            return renews || renewsLater;
        }

        @Override
        public void needsReconnect(Account used, String reason) {
            asked.add(reason);
        }
    }

    static Post thread(String... parts) {
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

    Delivery published(Post post) {
        Account account = post.accounts().get(0);
        PostWithDeliveries view = desk.become(desk.service.create(HERE, post), account, DeliveryState.IN_DOUBT);
        return desk.service.resolve(HERE, Desk.of(view, account).id(), true, Optional.of("root"), ANNA);
    }

    List<Delivery> steps(Delivery delivery) {
        return desk.service.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
    }

    Delivery become(Delivery step, DeliveryState state, Optional<String> remoteId) {
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

    List<Attempt> told(Delivery delivery) {
        return desk.service.attempts(HERE, delivery.id()).stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.REMOVED_BY_PERSON
                        || attempt.kind() == Attempt.Kind.CORRECTED_BY_PERSON)
                .toList();
    }

    static void assertConflict(ThrowingCallable request, String code) {
        assertThatThrownBy(request)
                .asInstanceOf(InstanceOfAssertFactories.type(ConflictException.class))
                .extracting(ConflictException::code)
                .isEqualTo(code);
    }
}
