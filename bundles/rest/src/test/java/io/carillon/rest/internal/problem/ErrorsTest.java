package io.carillon.rest.internal.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.Posts;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ErrorsTest extends ServerCase {

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.at("/type")).isEqualTo("urn:carillon:problem:" + code);
        assertThat(answer.at("/code")).isEqualTo(code);
        assertThat(answer.at("/status")).isEqualTo(Integer.toString(status));
        assertThat(answer.at("/title")).isNotEmpty();
        assertThat(answer.at("/detail")).isNotEmpty();
        assertThat(answer.json().get("errors").isArray()).isTrue();
        assertThat(answer.text()).doesNotContain("<html", "\tat ", "Exception");
    }

    @Test
    void malformedJsonIsToldWithLineAndColumn() {
        Answer answer = client.post("posts", "{\n  \"caption\": \"a\",\n  oops\n}");

        assertProblem(answer, 400, "malformed-json");
        assertThat(answer.at("/errors/0/actual")).isEqualTo("line 3, column 3");
        assertThat(answer.at("/detail")).contains("line 3, column 3");
    }

    @Test
    void jsonThatEndsTooEarlyOrGoesOnIsMalformed() {
        assertProblem(client.post("posts", "{\"caption\": \"a\""), 400, "malformed-json");
        assertThat(client.post("posts", "{\"caption\": \"a\"} {}").status()).isIn(400, 422);
    }

    @Test
    void wrongTypeIsToldWithPathAndBothTypes() {
        Answer answer = client.post("posts", "{\"media\": [{\"id\": \"m_1\"}, {\"altText\": {}}]}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.at("/errors/0/field")).isEqualTo("media[1].altText");
        assertThat(answer.at("/errors/0/limit")).isEqualTo("a string");
    }

    @Test
    void numberIsNoText() {
        Answer answer = client.post("posts", "{\"caption\": 5}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.at("/errors/0/field")).isEqualTo("caption");
        assertThat(answer.at("/errors/0/limit")).isEqualTo("a string");
    }

    @Test
    void arrayIsNoPost() {
        assertProblem(client.post("posts", "[]"), 422, "invalid");
        assertProblem(client.json("PUT", "posts/p_1", "[]"), 400, "object-expected");
    }

    @Test
    void unknownPropertyIsNamedWithThoseThatAreKnown() {
        Answer answer = client.post("posts", "{\"captoin\": \"a\"}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.at("/errors/0/field")).isEqualTo("captoin");
        assertThat(answer.at("/errors/0/rule")).isEqualTo("unknown-property");
        assertThat(answer.at("/errors/0/limit")).contains("caption", "schedule");
    }

    @Test
    void propertyGivenTwiceIsMalformed() {
        assertProblem(client.post("posts", "{\"caption\": \"a\", \"caption\": \"b\"}"), 400, "malformed-json");
    }

    @Test
    void missingBodyIsAskedFor() {
        assertProblem(client.post("posts", ""), 400, "body-missing");
        assertProblem(client.post("posts", "null"), 400, "body-missing");
        assertProblem(client.json("PUT", "posts/p_1", ""), 400, "body-missing");
    }

    @Test
    void jsonBeyondItsLimitIsTooLarge() {
        Answer announced = client.post("posts", "{\"caption\": \"" + "a".repeat(1 << 20) + "\"}");
        assertProblem(announced, 413, "too-large");
        assertThat(announced.at("/errors/0/limit")).isEqualTo("1048576");

        byte[] body =
                ("{\"caption\": \"" + "a".repeat(1 << 20) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Answer streamed = client.send(
                "POST",
                "posts",
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)),
                Optional.of("application/json"));
        assertProblem(streamed, 413, "too-large");
    }

    @Test
    void unknownAddressIsNotFound() {
        assertProblem(client.get("nothing/here"), 404, "not-found");
        assertProblem(client.get("posts/p_0"), 404, "not-found");
        assertProblem(client.get("posts/bad%20id"), 404, "not-found");
    }

    @Test
    void wrongMethodNamesTheRightOnes() {
        Answer answer = client.json("PUT", "posts", "{}");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET", "POST");
        assertThat(answer.at("/detail")).contains("POST");
    }

    @Test
    void unwantedTypesAreRefused() {
        assertProblem(client.with("Accept", "text/csv").get("posts"), 406, "not-acceptable");
        assertProblem(
                client.send(
                        "POST",
                        "posts",
                        BodyPublishers.ofString("a=b"),
                        Optional.of("application/x-www-form-urlencoded")),
                415,
                "unsupported-media-type");
    }

    @Test
    void parametersAreTold() {
        assertProblem(client.get("posts?limit=0"), 400, "invalid-parameter");
        assertProblem(client.get("posts?limit=201"), 400, "invalid-parameter");
        assertProblem(client.get("posts?limit=many"), 400, "invalid-parameter");
        assertProblem(client.get("posts?state=LOST"), 400, "invalid-parameter");
        assertProblem(client.get("posts?from=yesterday"), 400, "invalid-parameter");
        assertProblem(client.get("posts?platform=No%20Net"), 400, "invalid-parameter");
        assertProblem(client.get("deliveries?account=%20"), 400, "invalid-parameter");
        assertThat(client.get("posts?state=LOST").at("/errors/0/limit"))
                .contains("IN_DOUBT")
                .doesNotContain("ARMED");
    }

    @Test
    void foreignCursorIsRefused() {
        assertProblem(client.get("posts?cursor=abc"), 400, "invalid-cursor");
        assertProblem(client.get("deliveries?cursor=abc"), 400, "invalid-cursor");
        assertProblem(client.get("platforms?cursor=abc"), 400, "invalid-cursor");
    }

    @Test
    void absentDatabaseIsToldWithoutItsAddress() {
        server.identities.away = true;

        Answer answer = client.get("posts");

        assertProblem(answer, 503, "storage-unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text()).doesNotContain("secret-host");
    }

    @Test
    void absentServiceIsTold() {
        server.services.remove(Posts.class);

        Answer answer = client.get("posts");

        assertProblem(answer, 503, "starting");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void bugBecomesAnIncident() {
        Accounts broken = (Accounts) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Accounts.class}, (proxy, method, args) -> {
                    throw new IllegalStateException("secret state of " + (WorkspaceId) args[0]);
                });
        server.services.put(Accounts.class, broken);

        Answer answer = client.get("accounts");

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.text()).doesNotContain("secret").containsPattern("incident [0-9a-f-]{36}");
    }
}
