package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A server starts on what another stored whose Java had other time zone data. That other one is played by SQL, while no
 * server is there.
 */
class ZonesIT {

    private static final long HOUR_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final PostgresDatabase database = TheDatabase.fresh();

    private static JsonNode post(Client client, String account, Map<String, Object> schedule) {
        return client.post(
                        "/api/v1/posts", Map.of("caption", "Ring", "accounts", List.of(account), "schedule", schedule))
                .json(201);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void postsKeepTheirLocalTimesAndZonesThatNobodyKnowsHideNothing() throws Exception {
        try (CarillonServer server =
                TheDatabase.on(database, CarillonServer.install("zones")).start()) {
            Client client = server.signIn();
            String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                    .json(201)
                    .path("id")
                    .asText();
            JsonNode local = post(client, account, Map.of("at", "2031-07-01T12:00:00", "zone", "America/New_York"));
            JsonNode series = post(
                    client,
                    account,
                    Map.of("at", "2031-07-01T12:00:00", "zone", "America/New_York", "rrule", "FREQ=DAILY;COUNT=3"));
            JsonNode instant =
                    post(client, account, Map.of("instant", "2031-07-01T16:00:00Z", "zone", "America/New_York"));
            JsonNode lost = post(client, account, Map.of("at", "2031-07-01T12:00:00", "zone", "Europe/Berlin"));
            assertThat(server.stop()).isZero();

            execute(
                    "UPDATE post SET sched_instant_at = sched_instant_at + " + HOUR_MICROS
                            + " WHERE sched_zone = 'America/New_York' AND sched_basis = 'LOCAL'",
                    "UPDATE delivery SET due_at = due_at + " + HOUR_MICROS + ", wake_at = wake_at + " + HOUR_MICROS
                            + " WHERE post_id IN ('" + id(local) + "', '" + id(series) + "')",
                    "DELETE FROM zone_record WHERE zone = 'America/New_York'",
                    "INSERT INTO zone_record (zone, data_version, rules, again, version)"
                            + " VALUES ('America/New_York', '2001a', '1577836800=-18000', 0, 1)",
                    "UPDATE post SET sched_zone = 'Europe/Atlantis' WHERE id = '" + id(lost) + "'");
            server.start();
            Client again = server.signIn();

            Waiting.await(
                    "the post to be moved",
                    () -> get(again, local).path("warnings").size() == 1);
            JsonNode moved = get(again, local);
            assertThat(moved.path("deliveries").get(0).path("due").asText()).isEqualTo("2031-07-01T16:00:00Z");
            assertThat(moved.path("schedule")).isEqualTo(local.path("schedule"));
            assertThat(moved.path("revision").asLong()).isEqualTo(2);
            assertThat(moved.path("warnings").get(0).path("message").asText())
                    .contains("2031-07-01T16:00:00Z instead of 2031-07-01T17:00:00Z");
            Waiting.await(
                    "the series to be moved",
                    () -> get(again, series).path("warnings").size() == 1);
            JsonNode all = get(again, series);
            assertThat(all.path("deliveries").findValuesAsText("due"))
                    .as("what has a delivery already")
                    .containsExactly("2031-07-01T16:00:00Z");
            assertThat(get(again, instant)).isEqualTo(instant);

            JsonNode odd = get(again, lost);
            assertThat(odd.path("schedule").path("zone").asText()).isEqualTo("Europe/Atlantis");
            assertThat(odd.path("warnings").get(0).path("rule").asText()).isEqualTo("known-zone");
            assertThat(odd.path("deliveries")).isEqualTo(lost.path("deliveries"));
            assertThat(again.get("/api/v1/posts").json(200).path("items").size())
                    .isEqualTo(4);
            assertThat(again.get("/api/v1/calendar?from=2031-06-30T00:00:00Z&to=2031-07-05T00:00:00Z")
                            .json(200)
                            .path("items")
                            .size())
                    .isEqualTo(6);
            again.post("/api/v1/posts/" + id(lost) + "/publish", Map.of()).json(200);
            Waiting.await(
                    "what has an unknown zone to be published",
                    () -> get(again, lost).path("state").asText().equals("PUBLISHED"));
        }
    }

    private static String id(JsonNode post) {
        return post.path("id").asText();
    }

    private static JsonNode get(Client client, JsonNode post) {
        return client.get("/api/v1/posts/" + id(post)).json(200);
    }
}
