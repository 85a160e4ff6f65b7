package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus finds at a running server. */
class MetricsIT {

    @ParameterizedTest
    @EnumSource
    void postsThatWentOutAndPostsThatFailedAreInTheFigures(TheDatabase database) throws Exception {
        try (CarillonServer server = database.install("metrics")) {
            server.start();
            Client client = server.signIn();
            String good = account(client, Map.of("handle", "@good"));
            String bad = account(client, Map.of("handle", "@bad", "fail", "reject"));
            post(client, good, Instant.now().plusSeconds(3));
            post(client, bad, Instant.now().plusSeconds(3));
            post(client, good, Instant.now().plusSeconds(1800));

            Client anybody = Client.anonymous(server.address());
            String attempts = "carillon_attempts_total{kind=\"publish\",network=\"sandbox\",outcome=";
            Waiting.await(
                    "both posts to be in the figures",
                    Duration.ofSeconds(60),
                    () -> value(anybody, attempts + "\"published\"}") == 1
                            && value(anybody, attempts + "\"rejected\"}") == 1);
            assertThat(value(anybody, "carillon_publish_lateness_seconds_count{network=\"sandbox\"}"))
                    .isEqualTo(2);
            Waiting.await(
                    "what is to be done to be counted again",
                    Duration.ofSeconds(60),
                    () -> value(anybody, "carillon_deliveries_held{state=\"FAILED\"}") == 1);
            assertThat(value(anybody, "carillon_deliveries_soon{state=\"SCHEDULED\"}"))
                    .isEqualTo(1);
            assertThat(value(anybody, "carillon_deliveries_overdue{state=\"SCHEDULED\"}"))
                    .isZero();
            assertThat(value(anybody, "carillon_engine_running")).isEqualTo(1);
            assertThat(
                            value(
                                    anybody,
                                    "carillon_http_requests_seconds_count{method=\"POST\",route=\"/api/v1/posts\",status=\"201\"}"))
                    .isEqualTo(3);

            Client outside = anybody.withHeader("X-Forwarded-For", "203.0.113.9");
            assertThat(outside.get("/metrics").status()).isEqualTo(401);
            String token = client.post("/api/v1/tokens", Map.of("name", "prometheus", "scopes", List.of("admin")))
                    .json(201)
                    .path("token")
                    .asText();
            assertThat(outside.withToken(token)
                            .withHeader("X-Forwarded-For", "203.0.113.9")
                            .get("/metrics")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static String account(Client client, Map<String, String> settings) {
        JsonNode account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", settings))
                .json(201);
        return account.path("id").asText();
    }

    private static void post(Client client, String account, Instant at) {
        client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                "Measured",
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", at.toString(), "zone", "UTC")))
                .json(201);
    }

    /** -1 while there is no such figure. */
    private static double value(Client client, String figure) {
        Client.Answer answer = client.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(figure) + " (\\S+)$").matcher(answer.text());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }
}
