package io.carillon.rest.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Workspace;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhooksTest extends ServerCase {

    private static final String BODY = "{\"url\":\"https://receiver.test/hook\",\"events\":[\"post.changed\"]}";

    @Test
    void secretIsShownOnce() {
        Answer created = client.post("webhooks", BODY);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/secret")).startsWith("whsec_");
        assertThat(created.at("/url")).isEqualTo("https://receiver.test/hook");
        assertThat(created.at("/events/0")).isEqualTo("post.changed");
        assertThat(created.at("/active")).isEqualTo("true");
        String path = "webhooks/" + created.at("/id");
        assertThat(created.header("Location")).isEqualTo("/api/v1/" + path);

        Answer read = client.get(path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(read.text()).doesNotContain("secret");
        assertThat(client.get("webhooks").at("/items/0/id")).isEqualTo(created.at("/id"));
        assertThat(client.get("webhooks").text()).doesNotContain("secret");
    }

    @Test
    void repeatedRequestMakesNoSecondOneAndItsSecretIsNotKept() {
        Client repeating = client.with("Idempotency-Key", "one");
        Answer first = repeating.post("webhooks", BODY);
        Answer second = repeating.post("webhooks", BODY);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.text()).doesNotContain("secret");
        assertThat(client.get("webhooks").json().path("items")).hasSize(1);
    }

    @Test
    void changeHonoursTheEntityTag() {
        Answer created = client.post("webhooks", BODY);
        String path = "webhooks/" + created.at("/id");
        Answer off = client.with("If-Match", created.header("ETag")).json("PATCH", path, "{\"active\":false}");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.at("/active")).isEqualTo("false");
        assertThat(off.at("/disabled/reason")).isEqualTo("BY_PERSON");
        assertThat(client.with("If-Match", created.header("ETag"))
                        .json("PATCH", path, "{\"active\":true}")
                        .status())
                .isEqualTo(412);
        assertThat(client.with("If-Match", created.header("ETag")).delete(path).status())
                .isEqualTo(412);
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void nullInAPatchBringsBackWhatIsUsual() {
        String path = "webhooks/" + client.post("webhooks", BODY).at("/id");
        client.json("PATCH", path, "{\"description\":\"Ours\",\"active\":false}");

        Answer bare = client.json("PATCH", path, "{\"description\":null,\"events\":null,\"active\":null}");

        assertThat(bare.at("/description")).isEmpty();
        assertThat(bare.at("/events")).isEqualTo("[]");
        assertThat(bare.at("/active")).isEqualTo("true");
        Answer refused = client.json("PATCH", path, "{\"url\":null}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/field")).isEqualTo("url");
    }

    @Test
    void whatIsWrongIsToldByField() {
        Answer refused = client.post("webhooks", "{\"url\":\"ftp\",\"events\":[\"no.such\"]}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/field")).isEqualTo("url");
        assertThat(refused.at("/errors/1/field")).isEqualTo("events[0]");
        assertThat(client.post("webhooks", "{\"url\":\"https://a.test/\",\"events\":[null]}")
                        .status())
                .isEqualTo(422);
        assertThat(client.post("webhooks", "").status()).isEqualTo(400);
    }

    @Test
    void onlyOwnersAndTheirTokensForIt() {
        server.person("u_2", "ada", false, Role.EDITOR);
        for (String scopes :
                new String[] {server.token(Scope.READ, Scope.WRITE, Scope.PUBLISH), server.token("u_2", Scope.ALL)}) {
            Client other = server.client(scopes);
            assertThat(other.get("webhooks").status()).isEqualTo(403);
            assertThat(other.post("webhooks", BODY).status()).isEqualTo(403);
            assertThat(other.get("webhooks/h_1/calls").status()).isEqualTo(403);
            assertThat(other.post("webhooks/h_1/calls/1/replay", "").status()).isEqualTo(403);
        }
        assertThat(server.nobody().get("webhooks").status()).isEqualTo(401);
    }

    @Test
    void callsAreListedTheNewestFirstAndReplayed() {
        String path = "webhooks/" + client.post("webhooks", BODY).at("/id");
        for (String post : new String[] {"p_1", "p_2"}) {
            server.events.tell(
                    Workspace.DEFAULT_ID, EventType.POST_CHANGED, Map.of("post", post), server.clock.instant());
        }
        server.webhooks.spread(server.clock.instant(), 10);

        Answer first = client.get(path + "/calls?limit=1");
        assertThat(first.at("/items/0/data/post")).isEqualTo("p_2");
        assertThat(first.at("/items/0/state")).isEqualTo("PENDING");
        Answer second = client.get(path + "/calls?limit=1&cursor=" + first.at("/next"));
        assertThat(second.at("/items/0/data/post")).isEqualTo("p_1");
        assertThat(second.json().path("next").isNull()).isTrue();

        Answer replayed = client.post(path + "/calls/" + second.at("/items/0/id") + "/replay", "");
        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.at("/id")).isEqualTo(second.at("/items/0/id"));
        assertThat(client.post(path + "/calls/none/replay", "").status()).isEqualTo(404);
        client.json("PATCH", path, "{\"active\":false}");
        assertThat(client.post(path + "/calls/" + second.at("/items/0/id") + "/replay", "")
                        .at("/code"))
                .isEqualTo("webhook-disabled");
    }
}
