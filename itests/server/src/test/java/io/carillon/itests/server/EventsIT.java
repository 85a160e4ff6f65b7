package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens on one server is told by another, as it happens, and to whoever wants to be called. */
@Timeout(180)
class EventsIT {

    @Test
    void changeOnOneServerIsToldByAnotherAndCalledOnceWhicheverServerDies() throws Exception {
        try (Receiver receiver = new Receiver();
                Cluster cluster = new Cluster("events")) {
            CarillonServer first = cluster.install("events-1").with("CARILLON_ALLOWED_HOSTS", "127.0.0.1");
            CarillonServer second = cluster.install("events-2").with("CARILLON_ALLOWED_HOSTS", "127.0.0.1");
            first.start();
            second.start();
            Client client = first.signIn();
            JsonNode webhook = client.post("/api/v1/webhooks", Map.of("url", receiver.url()))
                    .json(201);
            String token = client.post("/api/v1/tokens", Map.of("name", "events", "scopes", List.of("read")))
                    .json(201)
                    .path("token")
                    .asText();
            try (Stream<String> stream = events(second, token)) {
                Iterator<String> lines = stream.iterator();
                assertThat(lines.next()).as("it is open").startsWith(":");

                String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                        .json(201)
                        .path("id")
                        .asText();
                assertThat(next(lines, "event:")).isEqualTo("event: account.changed");
                assertThat(next(lines, "data:")).contains(account, "CONNECTED");

                calledOnceByWhicheverServer(receiver, webhook, account);
                publishingIsTold(client, account, lines, receiver);
                outlivesAServer(receiver, first, second, webhook);
                goneIsSaid(receiver, second, webhook, account);
                assertThat(second.stop()).as("with the stream open").isZero();
            }
        }
    }

    private static void calledOnceByWhicheverServer(Receiver receiver, JsonNode webhook, String account) {
        Waiting.await("the call", () -> !receiver.callsAbout(account).isEmpty());
        assertThat(receiver.callsAbout(account)).singleElement().satisfies(call -> {
            assertThat(call.isSignedWith(webhook.path("secret").asText())).isTrue();
            assertThat(call.body()).startsWith("{\"type\":\"account.changed\",").contains("\"status\":\"CONNECTED\"");
        });
    }

    private static void publishingIsTold(Client client, String account, Iterator<String> lines, Receiver receiver) {
        String post = client.post("/api/v1/posts", Map.of("caption", "Told", "accounts", List.of(account)))
                .json(201)
                .path("id")
                .asText();
        assertThat(next(lines, "event:")).isEqualTo("event: post.changed");
        assertThat(next(lines, "data:")).contains(post, "CREATED", "DRAFT");
        client.post("/api/v1/posts/" + post + "/publish", Map.of()).json(200);
        String published = "\"state\":\"PUBLISHED\"";
        String line = next(lines, "data:");
        while (!line.contains("\"delivery\"") || !line.contains(published)) {
            line = next(lines, "data:");
        }
        assertThat(line).contains(post, account);
        Waiting.await("the call", () -> receiver.callsAbout(post).stream()
                .anyMatch(call -> call.body().startsWith("{\"type\":\"delivery.changed\"")
                        && call.body().contains(published)));
    }

    /** The receiver is down, and so is then the server that was to call it again. */
    private static void outlivesAServer(
            Receiver receiver, CarillonServer first, CarillonServer second, JsonNode webhook) {
        Client other = second.signIn();
        receiver.answer(503);
        String account = first.signIn()
                .post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of("handle", "later")))
                .json(201)
                .path("id")
                .asText();
        Waiting.await("the failure to be stored", () -> {
            JsonNode call = newestCall(other, webhook);
            return call.path("data").path("account").asText().equals(account)
                    && call.path("status").asInt() == 503;
        });
        first.kill();
        receiver.answer(204);

        Waiting.await("the second try", () -> receiver.callsAbout(account).size() > 1);

        assertThat(receiver.callsAbout(account))
                .extracting(Receiver.Call::id)
                .containsOnly(newestCall(other, webhook).path("id").asText());
        assertThat(receiver.callsAbout(account))
                .allMatch(call -> call.isSignedWith(webhook.path("secret").asText()));
    }

    private static void goneIsSaid(Receiver receiver, CarillonServer second, JsonNode webhook, String account) {
        Client client = second.signIn();
        receiver.answer(410);
        client.delete("/api/v1/accounts/" + account);
        String path = "/api/v1/webhooks/" + webhook.path("id").asText();
        Waiting.await("the webhook to be disabled", () -> client.get(path)
                .json(200)
                .path("disabled")
                .path("reason")
                .asText()
                .equals("GONE"));
    }

    private static JsonNode newestCall(Client client, JsonNode webhook) {
        return client.get("/api/v1/webhooks/" + webhook.path("id").asText() + "/calls")
                .json(200)
                .path("items")
                .path(0);
    }

    private static Stream<String> events(CarillonServer server, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/v1/events"))
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<Stream<String>> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return answer.body();
    }

    private static String next(Iterator<String> lines, String beginning) {
        String line = lines.next();
        while (!line.startsWith(beginning)) {
            line = lines.next();
        }
        return line;
    }
}
