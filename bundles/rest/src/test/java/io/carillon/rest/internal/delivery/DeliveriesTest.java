package io.carillon.rest.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Role;
import io.carillon.api.model.Sample;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.Sampling;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest extends ServerCase {

    private String id;

    @BeforeEach
    void start() {
        server.accountStore.add(Account.of(Platform.SANDBOX, "me", "Me", Grant.none()), Optional.empty());
        int year = LocalDate.now().getYear() + 2;
        id = client.post(
                        "posts",
                        "{\"caption\": \"a\", \"accounts\": [\"sandbox.me\"], \"schedule\": {\"instant\": \"" + year
                                + "-02-10T08:00:00Z\", \"zone\": \"UTC\"}}")
                .at("/deliveries/0/id");
    }

    private Delivery stored() {
        return server.postStore
                .findDelivery(Workspace.DEFAULT_ID, new DeliveryId(id))
                .orElseThrow();
    }

    @Test
    void deliveriesAreListedAndShownWithTheirStory() {
        Answer list = client.get("deliveries?state=SCHEDULED&account=sandbox.me");
        assertThat(list.at("/items/0/id")).isEqualTo(id);
        assertThat(client.get("deliveries?state=FAILED").json().get("items")).isEmpty();
        Answer one = client.get("deliveries/" + id);
        assertThat(one.at("/state")).isEqualTo("SCHEDULED");
        assertThat(one.json().get("attempts")).isEmpty();
        assertThat(one.at("/plannedAt")).isNotEmpty();
        assertThat(one.json().get("editedAt").isNull()).isTrue();
        assertThat(client.get("deliveries/d_0").status()).isEqualTo(404);
    }

    @Test
    void figuresAreShownAsTheyGrewWithTheLatestApart() {
        published();
        server.samples.enrol(List.of(new DeliveryId(id)), Duration.ofHours(1));
        figures(Duration.ofHours(1), 3);
        figures(Duration.ofDays(1), 8);

        Answer one = client.get("deliveries/" + id);

        assertThat(one.at("/state")).isEqualTo("REPORTED");
        assertThat(one.at("/metrics/values/likes")).isEqualTo("8");
        assertThat(one.at("/metrics/ageSeconds")).isEqualTo("86400");
        assertThat(one.at("/samples/0/values/likes")).isEqualTo("3");
        assertThat(client.get("deliveries?state=REPORTED").at("/items/0/id")).isEqualTo(id);
    }

    private void published() {
        become(one -> one.state(DeliveryState.PUBLISHED)
                .publication(Optional.of(new Publication("42", Optional.empty(), server.clock.instant()))));
    }

    private void become(UnaryOperator<DeliveryBuilder> change) {
        Delivery before = stored();
        StoredPost post = server.postStore
                .find(Workspace.DEFAULT_ID, before.post())
                .orElseThrow()
                .post();
        Delivery after =
                change.apply(before.toBuilder().wakeAt(Optional.empty())).build();
        server.postStore.change(new PostChange(
                post, post.revision(), List.of(), List.of(new PostChange.DeliveryChange(before, after)), List.of()));
    }

    private void figures(Duration age, long likes) {
        Instant later = server.clock.instant().plus(age);
        Sampling claimed = server.samples.claim(later, later.plusSeconds(60), 1).get(0);
        Sample sample = new Sample(new DeliveryId(id), age, later, Map.of("likes", likes));
        Sampling next = claimed.next(age, later.plusSeconds(1), 0);
        server.samples.finish(List.of(new Sampling.Outcome(claimed, Optional.of(sample), Optional.of(next))));
    }

    @Test
    void outcomeIsShownToTheMicrosecond() {
        Delivery published = stored().toBuilder()
                .state(DeliveryState.PUBLISHED)
                .attempts(1)
                .publication(Optional.of(new Publication(
                        "42",
                        Optional.of(URI.create("https://x.example/42")),
                        Instant.parse("2028-02-10T08:00:00.000118Z"))))
                .lateness(Optional.of(Duration.ofNanos(118_400)))
                .build();

        DeliveryView view = DeliveryView.of(published, List.of());

        assertThat(view.latenessMs()).isEqualByComparingTo("0.118");
        assertThat(view.remoteId()).isEqualTo("42");
        assertThat(view.permalink()).hasToString("https://x.example/42");
        assertThat(DeliveryView.of(
                                published.toBuilder()
                                        .lateness(Optional.of(Duration.ofNanos(-1_500_000)))
                                        .build(),
                                List.of())
                        .latenessMs())
                .isEqualByComparingTo("-1.5");
        assertThat(DeliveryView.of(
                                published.toBuilder()
                                        .state(DeliveryState.ARMED)
                                        .problem(Optional.of(new Problem("a", "b")))
                                        .build(),
                                List.of())
                        .state())
                .isEqualTo(DeliveryState.PUBLISHING);
    }

    @Test
    void stepsAreShownWithTheirDeliveryAndCanBeRetriedWithIt() {
        Delivery before = stored();
        Delivery published = before.toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .build();
        Step step = new Step(published.id(), 0, Step.Kind.FIRST_COMMENT, 0, new ThreadPart("More", List.of()));
        Delivery failed = Delivery.following(
                        published, step, published.key(), Preparation.NONE, published.due(), Optional.empty())
                .toBuilder()
                .state(DeliveryState.FAILED)
                .problem(Optional.of(new Problem("too-long", "Too long.")))
                .build();
        StoredPost post = server.postStore
                .find(Workspace.DEFAULT_ID, published.post())
                .orElseThrow()
                .post();
        server.postStore.change(new PostChange(
                post,
                post.revision(),
                List.of(failed),
                List.of(new PostChange.DeliveryChange(before, published)),
                List.of()));

        for (Answer answer : List.of(
                client.get("deliveries/" + id),
                client.get("deliveries?account=sandbox.me"),
                client.get("posts/" + published.post()))) {
            JsonNode shown = answer.json().findValue("steps").get(0);
            assertThat(shown.get("kind").asText()).isEqualTo("FIRST_COMMENT");
            assertThat(shown.get("state").asText()).isEqualTo("FAILED");
            assertThat(shown.get("problem").get("code").asText()).isEqualTo("too-long");
            assertThat(shown.get("remoteId").isNull()).isTrue();
        }
        Answer own = client.get("deliveries/" + failed.id());
        assertThat(own.at("/step/kind")).isEqualTo("FIRST_COMMENT");
        assertThat(own.at("/step/follows")).isEqualTo(id);
        assertThat(client.get("deliveries/" + id).json().at("/step").isNull()).isTrue();
        Answer retried = client.post("deliveries/" + id + "/retry", "");
        assertThat(retried.at("/state")).isEqualTo("PUBLISHED");
        assertThat(retried.at("/steps/0/state")).isEqualTo("RETRYING");
        assertThat(client.get("deliveries/" + failed.id()).at("/state")).isEqualTo("RETRYING");
    }

    @Test
    void storyTellsWhoCalledItOffAndWhoWantedItAfterAll() {
        assertThat(client.post("deliveries/" + id + "/cancel", "").at("/state")).isEqualTo("CANCELLED");
        Answer told = client.get("deliveries/" + id);
        assertThat(told.at("/attempts/0/kind")).isEqualTo("CANCELLED_BY_PERSON");
        assertThat(told.at("/attempts/0/by/id")).isEqualTo("u_admin");
        assertThat(told.at("/attempts/0/by/name")).isEqualTo("admin");
        assertThat(told.at("/attempts/0/answeredAt")).isNotEmpty();

        Answer retry = client.post("deliveries/" + id + "/retry", "");
        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.at("/detail")).contains("Choose a time for its post");
        assertThat(client.post("deliveries/d_none/cancel", "").status()).isEqualTo(404);
        server.person("u_view", "view", false, Role.VIEWER);
        assertThat(server.client(server.token("u_view", Scope.ALL))
                        .post("deliveries/" + id + "/cancel", "")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void changesHonourTheTagThatReadingGave() {
        String path = "deliveries/" + id;
        String tag = client.get(path).header("ETag");
        for (String change : List.of("/retry", "/cancel", "/remove")) {
            assertThat(client.with("If-Match", "\"another\"")
                            .post(path + change, "")
                            .status())
                    .as(change)
                    .isEqualTo(412);
        }
        assertThat(client.with("If-Match", "\"another\"")
                        .post(path + "/resolve", "{\"published\": true}")
                        .status())
                .isEqualTo(412);
        assertThat(client.with("If-Match", "\"another\"")
                        .post(path + "/correct", "{\"text\": \"b\"}")
                        .status())
                .isEqualTo(412);

        Answer cancelled = client.with("If-Match", tag).post(path + "/cancel", "");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.header("ETag"))
                .isEqualTo(client.get(path).header("ETag"))
                .isNotEqualTo(tag);
    }

    @Test
    void attemptIsShown() {
        Instant at = Instant.parse("2028-02-10T08:00:00Z");
        AttemptView view = AttemptView.of(
                new Attempt(
                        new AttemptId("t_1"),
                        new DeliveryId(id),
                        Attempt.Kind.PUBLISH,
                        1,
                        "node-1",
                        at,
                        Optional.of(at),
                        Optional.empty(),
                        Attempt.Result.INDETERMINATE,
                        "The connection broke."),
                Map.of());

        assertThat(view.answeredAt()).isNull();
        assertThat(view.result()).isEqualTo(Attempt.Result.INDETERMINATE);
    }

    @Test
    void whatTheStateForbidsIsAConflict() {
        Answer retry = client.post("deliveries/" + id + "/retry", "");
        assertThat(retry.status()).isEqualTo(409);
        assertThat(retry.at("/code")).isEqualTo("not-failed");
        Answer resolve = client.post("deliveries/" + id + "/resolve", "{\"published\": true}");
        assertThat(resolve.status()).isEqualTo(409);
        assertThat(resolve.at("/code")).isEqualTo("not-in-doubt");
    }

    @Test
    void idThatWasCopiedWithBlanksIsTakenWithoutThem() {
        become(one -> one.state(DeliveryState.IN_DOUBT));

        Answer settled =
                client.post("deliveries/" + id + "/resolve", "{\"published\": true, \"remoteId\": \" 42\\n\"}");

        assertThat(settled.status()).as(settled.text()).isEqualTo(200);
        assertThat(settled.at("/remoteId")).isEqualTo("42");
    }

    @Test
    void resolutionMustMakeSense() {
        String endless = "{\"published\": true, \"remoteId\": \"" + "x".repeat(501) + "\"}";
        Answer refused = client.post("deliveries/" + id + "/resolve", endless);
        assertThat(refused.at("/errors/0/rule")).isEqualTo("max-length");
        assertThat(refused.at("/errors/0/limit")).isEqualTo("500");
        assertThat(client.post("deliveries/" + id + "/resolve", "{}").at("/errors/0/field"))
                .isEqualTo("published");
        assertThat(client.post("deliveries/" + id + "/resolve", "{\"published\": \"yes\"}")
                        .at("/errors/0/limit"))
                .isEqualTo("true or false");
        assertThat(client.post("deliveries/" + id + "/resolve", "{\"published\": false, \"remoteId\": \"1\"}")
                        .at("/errors/0/field"))
                .isEqualTo("remoteId");
    }
}
