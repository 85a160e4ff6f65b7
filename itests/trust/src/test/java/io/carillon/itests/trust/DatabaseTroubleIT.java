package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R6: while posts go out, connections to the database are cut in the middle of commits, so that nobody knows what came of
 * them; then all of them at once; then the database is killed and comes back.
 */
@NeedsPostgres
@Tag("full")
class DatabaseTroubleIT {

    private static final int POSTS = 100;
    private static final double SHARE = 0.15;
    private static final Duration RESUMES = Duration.ofSeconds(10);

    @Test
    void nothingIsLostOrDoubledWhateverBecomesOfTheDatabase() throws Exception {
        long seed = Seed.draw();
        System.out.println("R6: seed " + seed + ", " + POSTS + " posts to each of three networks");
        Path folder = Path.of(System.getProperty("carillon.itests.work")).resolve("postgres-in-trouble");
        try (Oracle oracle = Oracle.start("database", seed);
                PostgresServer postgres = PostgresServer.start(folder);
                CuttingProxy proxy = new CuttingProxy(postgres.port(), new Random(seed));
                CarillonServer server = CarillonServer.install("database-trouble")) {
            PostgresDatabase database = postgres.createDatabase();
            String url = database.url().replace(":" + postgres.port(), ":" + proxy.port());
            House house = new House(server.withDatabase(url, database.user(), database.password()), oracle);
            house.start();
            house.connect(House.KEYED, House.READABLE, House.NONE);
            Instant due = house.soon();
            house.schedule("post ", POSTS, due, Duration.ofMillis(100), House.KEYED, House.READABLE, House.NONE);

            proxy.cutCommits(SHARE);
            Waiting.await("a third to be out", () -> oracle.count("RECEIPT", "post ") >= POSTS);
            proxy.cutCommits(0);
            proxy.cutAll();
            Waiting.await("half to be out", () -> oracle.count("RECEIPT", "post ") >= POSTS * 3 / 2);
            postgres.kill();
            Instant killed = Instant.now();
            postgres.restart();
            Instant back = Instant.now();
            Waiting.await("publishing to go on", RESUMES.plusSeconds(20), () -> lastReceipt(oracle)
                    .isAfter(back));
            Duration resumed = Duration.between(back, lastReceipt(oracle));

            List<Delivery> deliveries = house.settled("post ");
            Promises promises = new Promises("seed " + seed, oracle.events("post "), deliveries)
                    .hold()
                    .noneBefore(due);
            System.out.printf(
                    "  %s; killed for %d ms, publishing again %d ms after it was back; %d published, %d flagged%n",
                    proxy.counts(),
                    Duration.between(killed, back).toMillis(),
                    resumed.toMillis(),
                    promises.published(),
                    promises.flagged());
            assertThat(proxy.cuts()).as("commits that were cut").isPositive();
            // The server lived all the time: it knows what it sent and what it was told.
            assertThat(promises.published()).isEqualTo(3 * POSTS);
        }
    }

    private static Instant lastReceipt(Oracle oracle) {
        return oracle.events("post ").stream()
                .filter(event -> event.is("RECEIPT"))
                .map(Event::at)
                .reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b);
    }
}
