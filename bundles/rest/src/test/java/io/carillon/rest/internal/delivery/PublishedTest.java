package io.carillon.rest.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.store.PostChange;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removing and correcting what is published, over REST. */
class PublishedTest extends ServerCase {

    private final Network network = new Network();
    private String path;

    /** A network that does what it is asked for, unless it is to say something else. */
    private static final class Network implements Remover, Editor {

        final Deque<PublishOutcome> answers = new ArrayDeque<>();

        @Override
        public PublishOutcome remove(Account account, Publication publication) {
            return answer(publication);
        }

        @Override
        public PublishOutcome edit(PublishContext context, Publication publication) {
            return answer(publication);
        }

        private PublishOutcome answer(Publication publication) {
            return answers.isEmpty() ? new Published(publication) : answers.poll();
        }
    }

    @BeforeEach
    void start() {
        server.publishers.addCompanion(Remover.class, network, "sandbox", 0);
        server.publishers.addCompanion(Editor.class, network, "sandbox", 0);
        server.accountStore.add(Account.of(Platform.SANDBOX, "me", "Me", Grant.none()), Optional.empty());
        int year = LocalDate.now().getYear() + 2;
        path = "deliveries/"
                + client.post(
                                "posts",
                                "{\"caption\": \"Ding\", \"accounts\": [\"sandbox.me\"], \"schedule\": {\"instant\": \""
                                        + year + "-02-10T08:00:00Z\", \"zone\": \"UTC\"}}")
                        .at("/deliveries/0/id");
    }

    private void publish() {
        Delivery before = server.postStore
                .findDelivery(Workspace.DEFAULT_ID, new DeliveryId(path.substring("deliveries/".length())))
                .orElseThrow();
        Delivery after = before.toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(new Publication("42", Optional.empty(), Instant.now())))
                .build();
        StoredPost post = server.postStore
                .find(Workspace.DEFAULT_ID, before.post())
                .orElseThrow()
                .post();
        server.postStore.change(new PostChange(
                post, post.revision(), List.of(), List.of(new PostChange.DeliveryChange(before, after)), List.of()));
    }

    private Answer correct(String text) {
        return client.post(path + "/correct", "{\"text\": \"" + text + "\"}");
    }

    private void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    @Test
    void removedDeliverySaysSinceWhenAndItsStoryWho() {
        assertProblem(client.post(path + "/remove", ""), 409, "not-published");
        publish();
        assertThat(client.get(path).at("/removedAt")).isEqualTo("null");

        Answer removed = client.post(path + "/remove", "");

        assertThat(removed.status()).as(removed.text()).isEqualTo(200);
        assertThat(Instant.parse(removed.at("/removedAt"))).isBeforeOrEqualTo(Instant.now());
        assertThat(removed.at("/state")).isEqualTo("PUBLISHED");
        Answer story = client.get(path);
        assertThat(story.at("/removedAt")).isEqualTo(removed.at("/removedAt"));
        assertThat(story.at("/attempts/0/kind")).isEqualTo("REMOVED_BY_PERSON");
        assertThat(story.at("/attempts/0/result")).isEqualTo("DONE");
        assertThat(story.at("/attempts/0/by/name")).isEqualTo("admin");
        assertProblem(client.post(path + "/remove", ""), 409, "removed");
        assertProblem(correct("Dong"), 409, "removed");
    }

    @Test
    void correctedDeliveryTellsWhatIsShownAndWhatWas() {
        publish();

        Answer corrected = correct("Dong");

        assertThat(corrected.status()).as(corrected.text()).isEqualTo(200);
        assertThat(corrected.at("/text")).isEqualTo("Dong");
        assertThat(corrected.at("/remoteId")).isEqualTo("42");
        Answer story = client.get(path);
        assertThat(story.at("/text")).isEqualTo("Dong");
        assertThat(story.at("/attempts/0/kind")).isEqualTo("CORRECTED_BY_PERSON");
        assertThat(story.at("/attempts/0/wording/before")).isEqualTo("Ding");
        assertThat(story.at("/attempts/0/wording/after")).isEqualTo("Dong");
    }

    @Test
    void wrongTextsAreRefusedWithTheirRule() {
        publish();
        Answer tooLong = correct("x".repeat(51));
        assertProblem(tooLong, 422, "invalid");
        assertThat(tooLong.at("/errors/0/field")).isEqualTo("text");
        assertThat(tooLong.at("/errors/0/limit")).isEqualTo("50");
        assertThat(tooLong.at("/errors/0/actual")).isEqualTo("51");
        assertThat(client.post(path + "/correct", "{}").at("/errors/0/field")).isEqualTo("text");
        assertThat(client.post(path + "/correct", "{\"caption\": \"x\"}").status())
                .isBetween(400, 422);
        assertThat(client.get(path).json().get("attempts")).isEmpty();
    }

    @Test
    void uncertainAnswerIsToldAsSuchAndMayBeRepeated() {
        publish();
        network.answers.add(new Indeterminate("The line broke."));
        network.answers.add(new Unavailable("The server is down."));
        Answer uncertain = client.post(path + "/remove", "");
        assertProblem(uncertain, 503, "outcome-unknown");
        assertThat(uncertain.header("Retry-After")).isNotEmpty();
        assertThat(uncertain.at("/detail")).contains("The line broke.").contains("Repeat this");
        assertProblem(client.post(path + "/remove", ""), 503, "unavailable");
        assertThat(client.post(path + "/remove", "").status()).isEqualTo(200);
        assertThat(client.get(path).json().get("attempts")).hasSize(3);
    }

    @Test
    void networkThatCannotSaysSo() {
        publish();
        server.publishers.removeCompanion(Remover.class, network);
        server.publishers.removeCompanion(Editor.class, network);
        assertProblem(client.post(path + "/remove", ""), 409, "not-offered");
        assertProblem(correct("Dong"), 409, "not-offered");
    }

    @Test
    void onlyWhoMayPublishMayDoEither() {
        publish();
        server.person("u_viewer", "viewer", false, Role.VIEWER);
        for (Client other : List.of(
                server.client(server.token(Scope.READ, Scope.WRITE)),
                server.client(server.token("u_viewer", Scope.ALL)))) {
            assertThat(other.post(path + "/remove", "").status()).isEqualTo(403);
            assertThat(other.post(path + "/correct", "{\"text\": \"Dong\"}").status())
                    .isEqualTo(403);
        }
        assertThat(client.post("deliveries/d_none/remove", "").status()).isEqualTo(404);
    }
}
