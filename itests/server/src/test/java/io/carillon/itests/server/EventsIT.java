package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
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

/** What happens on one server is told by another, as it happens. */
@Timeout(180)
class EventsIT {

    @Test
    void changeOnOneServerIsToldByAnotherWhichStopsAllTheSame() throws Exception {
        PostgresDatabase database = TheDatabase.fresh();
        try (CarillonServer first = TheDatabase.on(database, CarillonServer.install("events-1"));
                CarillonServer second = TheDatabase.on(database, CarillonServer.install("events-2"))) {
            first.start();
            second.start();
            Client client = first.signIn();
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

                assertThat(second.stop()).as("with the stream open").isZero();
            }
        }
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
