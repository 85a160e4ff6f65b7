package io.carillon.itests.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.AccountId;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** P12: how quickly the whole server answers people while its engine publishes. */
final class Rest {

    private static final int WARM_UP_SECONDS = 15;

    /** How many a second the engine publishes meanwhile. */
    private static final int PUBLISHED_PER_SECOND = 10;

    private static final Map<RestLoad.Kind, Integer> GOALS =
            Map.of(RestLoad.Kind.WEEK, 50, RestLoad.Kind.PAGE, 20, RestLoad.Kind.CREATE, 30);

    private static final Map<RestLoad.Kind, String> NAMES = Map.of(
            RestLoad.Kind.WEEK, "a week of calendar (200 entries)",
            RestLoad.Kind.PAGE, "one page of posts (50)",
            RestLoad.Kind.CREATE, "create a post");

    private final Options options;
    private final Report report;

    Rest(Options options, Report report) {
        this.options = options;
        this.report = report;
    }

    void run() {
        for (String database : options.databases()) {
            Progress.say("P12 on %s", database);
            try (CarillonServer server = CarillonServer.install("rest-" + database)) {
                measure(database, server);
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("P12 on " + database, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void measure(String database, CarillonServer server)
            throws SQLException, IOException, InterruptedException {
        RestStore store = RestStore.of(database, server);
        Client admin = server.start().signIn();
        String account = admin.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                .json(201)
                .path("id")
                .asText();
        String token = admin.post("/api/v1/tokens", Map.of("name", "bench", "scopes", List.of("*")))
                .json(201)
                .path("token")
                .asText();
        server.stop();
        store.fill(new AccountId(account), options.stored());
        server.start();
        RestLoad load = new RestLoad(server.address(), token, account);
        int due = publishMeanwhile(load);
        load.run(WARM_UP_SECONDS);
        Map<RestLoad.Kind, List<Double>> millis = load.run(options.seconds());
        String published = published(load, due);
        for (RestLoad.Kind kind : RestLoad.Kind.values()) {
            report(database, kind, millis.get(kind), published);
        }
    }

    /** As many as fall due until the end, from when all of them are stored. */
    private int publishMeanwhile(RestLoad load) {
        int count = (WARM_UP_SECONDS + options.seconds()) * PUBLISHED_PER_SECOND;
        Instant first = Instant.now().plus(Duration.ofSeconds(3)).truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < count; i++) {
            load.schedule(first.plusMillis(1000L * i / PUBLISHED_PER_SECOND));
        }
        return count;
    }

    /** What was published counts only if it all was. */
    private static String published(RestLoad load, int due) throws IOException, InterruptedException {
        Instant end = Instant.now().plusSeconds(30);
        int published = 0;
        while (published < due && Instant.now().isBefore(end)) {
            published = count(load);
            Thread.sleep(200);
        }
        if (published < due) {
            throw new IllegalStateException("Only " + published + " of " + due + " posts were published meanwhile");
        }
        return due + " published meanwhile";
    }

    private static int count(RestLoad load) throws IOException {
        int count = 0;
        String cursor = "";
        do {
            JsonNode page = Client.JSON.readTree(load.read("deliveries?state=PUBLISHED&limit=200" + cursor));
            count += page.path("items").size();
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!cursor.isEmpty());
        return count;
    }

    private void report(String database, RestLoad.Kind kind, List<Double> millis, String published) {
        List<Double> sorted = millis.stream().sorted().toList();
        double p99 = sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(sorted.size() * 0.99) - 1));
        report.add(new Report.Line(
                "P12",
                database + ", 50 requests/s, " + NAMES.get(kind) + ": p50; p99; " + published,
                "p99 ≤ " + GOALS.get(kind) + " ms",
                Numbers.show(Numbers.median(sorted)) + " ms; " + Numbers.show(p99) + " ms",
                "",
                "",
                "",
                "",
                Report.verdict(p99 <= GOALS.get(kind))));
    }
}
