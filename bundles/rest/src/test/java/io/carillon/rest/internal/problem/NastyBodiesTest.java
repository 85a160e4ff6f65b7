package io.carillon.rest.internal.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Workspace;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody sends by accident. */
class NastyBodiesTest extends ServerCase {

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }

    private Answer bytes(int... bytes) {
        byte[] body = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(i -> body[i] = (byte) bytes[i]);
        return client.send("POST", "posts", BodyPublishers.ofByteArray(body), Optional.of("application/json"));
    }

    @Test
    void brokenTextWithinAValueIsMalformedAndSaysWhere() {
        byte[] body = "{\n\"caption\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        Answer answer = client.send("POST", "posts", BodyPublishers.ofByteArray(body), Optional.of("application/json"));

        assertProblem(answer, 400, "malformed-json");
        assertThat(answer.at("/errors/0/actual")).startsWith("line 2, column ");
    }

    @Test
    void valueThatEndsTooEarlyIsMalformedAndSaysWhere() {
        Answer answer = client.post("posts", "{\"caption\": \"a");

        assertProblem(answer, 400, "malformed-json");
        assertThat(answer.at("/errors/0/actual")).startsWith("line 1, column ");
    }

    @Test
    void bytesThatOnlyBeginLikeUtf32AreMalformed() {
        assertProblem(bytes(0, 0, 0, '{', 0, 0, 0), 400, "malformed-json");
        assertProblem(bytes(0, 0, 0, '{', 0xff, 0xff, 0xff, 0xff), 400, "malformed-json");
    }

    @Test
    void whatFollowsTheBodyIsMalformed() {
        Answer answer = client.post("posts", "{} {}");

        assertProblem(answer, 400, "malformed-json");
        assertThat(answer.at("/detail")).contains("follows").contains("column 4");
    }

    @Test
    void aThousandBrokenRulesAreAnsweredInBrief() {
        String accounts =
                IntStream.range(0, 40_000).mapToObj(i -> "\"a" + i + "\"").collect(Collectors.joining(","));

        Answer answer = client.post("posts", "{\"accounts\": [" + accounts + "]}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.json().get("errors")).hasSize(100);
        assertThat(answer.at("/detail")).endsWith(" And 39900 more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800"})
    void whatIsNoTextIsRefusedEverywhere(String character) throws IOException {
        server.media.add(Workspace.DEFAULT_ID, "door.png", new ByteArrayInputStream(new byte[] {1}));
        for (String[] request : new String[][] {
            {"POST", "posts", "caption"},
            {"POST", "workspaces", "name"},
            {"POST", "tokens", "name"},
            {"POST", "session", "username"},
            {"PATCH", "accounts/a_1", "displayName"},
            {"PATCH", "media/m_1", "altText"},
            {"POST", "deliveries/d_1/resolve", "remoteId"}
        }) {
            Answer answer = client.json(request[0], request[1], "{\"" + request[2] + "\": \"a" + character + "\"}");

            assertProblem(answer, 422, "invalid");
            assertThat(answer.at("/errors/0/field")).isEqualTo(request[2]);
            assertThat(answer.at("/detail")).contains("no text; remove it");
        }
    }

    @Test
    void nullOfWhatIsNotThereIsNotPassedOver() throws IOException {
        server.media.add(Workspace.DEFAULT_ID, "door.png", new ByteArrayInputStream(new byte[] {1}));
        String post = client.post("posts", "{\"caption\": \"a\"}").at("/id");
        for (String[] request : new String[][] {
            {"posts/" + post, "{\"schedul\": null}", "schedul"},
            {"posts/" + post, "{\"schedule\": {\"rule\": null}}", "schedule.rule"},
            {"media/m_1", "{\"altTxt\": null}", "altTxt"},
            {"workspaces/default", "{\"zon\": null}", "zon"},
            {"workspaces/default", "{\"missed\": {\"limit\": null}}", "missed.limit"}
        }) {
            Answer answer = client.json("PATCH", request[0], request[1]);

            assertProblem(answer, 422, "invalid");
            assertThat(answer.at("/errors/0/rule")).isEqualTo("unknown-property");
            assertThat(answer.at("/errors/0/field")).isEqualTo(request[2]);
        }
    }

    @Test
    void numberIsNotMadeToFit() {
        for (String[] request : new String[][] {
            {"POST", "accounts/a_1/queue/posts/d_1/move", "{\"to\": 1.5}", "to"},
            {"POST", "posts/p_1/enqueue", "{\"position\": 0}", "position"},
            {"POST", "posts", "{\"schedule\": {\"kind\": 1}}", "schedule.kind"},
            {"PATCH", "workspaces/default", "{\"missed\": {\"rule\": 1}}", "missed.rule"},
            {"PATCH", "workspaces/default", "{\"missed\": {\"limitMinutes\": 1.5}}", "missed.limitMinutes"}
        }) {
            Answer answer = client.json(request[0], request[1], request[2]);

            assertProblem(answer, 422, "invalid");
            assertThat(answer.at("/errors/0/rule")).as(answer.text()).isEqualTo("type");
            assertThat(answer.at("/errors/0/field")).isEqualTo(request[3]);
        }
    }

    @Test
    void whatIsNoTextIsRefusedInParametersToo() {
        assertProblem(client.get("posts?q=a%00"), 400, "invalid-parameter");
        assertProblem(client.get("posts?label=%00"), 400, "invalid-parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-999999999-01-01T00:00:00%2B18:00", "%2B999999999-12-31T23:59:59Z", "0000-12-31T23:59:59Z"})
    void momentsOutsideOfTheCalendarAreRefused(String moment) {
        assertProblem(client.get("posts?from=" + moment), 400, "invalid-parameter");
        assertProblem(client.get("deliveries?to=" + moment), 400, "invalid-parameter");
        String text = moment.replace("%2B", "+");
        assertThat(client.post("posts", "{\"schedule\": {\"instant\": \"" + text + "\", \"zone\": \"UTC\"}}")
                        .at("/errors/0/field"))
                .isEqualTo("schedule.instant");
        assertThat(client.post("tokens", "{\"name\": \"n\", \"scopes\": [\"read\"], \"expiresAt\": \"" + text + "\"}")
                        .at("/errors/0/field"))
                .isEqualTo("expiresAt");
    }

    @Test
    void dateWithoutTimeIsNotTakenForAnOffset() {
        Answer answer = client.post("posts", "{\"schedule\": {\"at\": \"2027-01-01\", \"zone\": \"UTC\"}}");

        assertThat(answer.at("/errors/0/message")).contains("2027-01-01").doesNotContain("offset");
    }

    @Test
    void scopeThatIsNothingIsRefused() {
        Answer answer = client.post("tokens", "{\"name\": \"n\", \"scopes\": [null]}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.at("/errors/0/field")).isEqualTo("scopes[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com:65536/a.jpg", "http://[fe80::1%25eth0]/a.jpg"})
    void addressThatLeadsNowhereIsRefused(String address) {
        Answer answer = client.post("preflight", "{\"media\": [{\"url\": \"" + address + "\"}]}");

        assertProblem(answer, 422, "invalid");
        assertThat(answer.at("/errors/0/field")).isEqualTo("media[0].url");
    }

    @Test
    void addressOfWhatWasCreatedNamesNoHost() {
        assertThat(client.post("posts", "{\"caption\": \"a\"}").header("Location"))
                .startsWith("/api/v1/posts/p_");
    }
}
