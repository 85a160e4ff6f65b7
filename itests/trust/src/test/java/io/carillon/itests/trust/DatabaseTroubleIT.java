package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.CuttingProxy;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R6: while posts go out, something happens to the database. The server lives all the time, so it knows what it sent and
 * what it was told: nothing may be lost, doubled or flagged, and publishing goes on within ten seconds.
 */
@NeedsPostgres
class DatabaseTroubleIT {

    private static final int POSTS = 60;
    private static final Duration APART = Duration.ofMillis(200);
    private static final Duration RESUMES = Duration.ofSeconds(10);

    /** What is claimed goes out all the same; after so long nothing is claimed any more. */
    private static final Duration PAST_THE_CLAIMS = Duration.ofSeconds(5);

    private static final String[] NETWORKS = {House.KEYED, House.READABLE, House.NONE};

    private final long seed = Seed.draw();
    private final ExecutorService people = Executors.newCachedThreadPool();
    private Oracle oracle;
    private PostgresServer postgres;
    private PostgresDatabase database;
    private CuttingProxy proxy;
    private House house;
    private Instant due;

    @BeforeEach
    void scheduleAStream() throws Exception {
        Path folder = Path.of(System.getProperty("carillon.itests.work")).resolve("postgres-in-trouble");
        oracle = Oracle.start("database", seed);
        postgres = PostgresServer.start(folder);
        database = postgres.createDatabase();
        proxy = new CuttingProxy(postgres.port(), new Random(seed));
        house = new House(
                CarillonServer.install("database-trouble")
                        .withDatabase(proxy.url(database), database.user(), database.password()),
                oracle);
        house.start();
        house.connect(NETWORKS);
        due = house.soon();
        house.schedule("post ", POSTS, due, APART, NETWORKS);
        Waiting.await("a tenth to be out", () -> receipts() >= POSTS * NETWORKS.length / 10);
    }

    @AfterEach
    void end() throws Exception {
        people.shutdownNow();
        house.server().close();
        proxy.close();
        postgres.close();
        oracle.close();
    }

    @Test
    void connectionsAreCutInTheMiddleOfCommits() {
        proxy.cutCommits(0.15);
        Waiting.await("two thirds to be out", () -> receipts() >= POSTS * 2);
        proxy.cutCommits(0);
        proxy.cutAll();
        goesOn("connections cut in commits: " + proxy.counts(), Instant.now());
        assertThat(proxy.cuts()).as("commits that were cut").isPositive();
    }

    @Test
    void itIsKilled() {
        postgres.kill();
        awaitSilence();
        postgres.restart();
        goesOn("killed, and back", Instant.now());
    }

    /** Another host takes over its address and its data; the old one does not even refuse what is sent to it. */
    @Tag("full")
    @Test
    void itsHostVanishesWithoutAWordAndAnotherTakesItsPlace() {
        proxy.fallSilent();
        postgres.kill();
        awaitSilence();
        postgres.restart();
        proxy.answerAgain();
        goesOn("vanished, and another in its place", Instant.now());
    }

    /** Everybody waits for a table that somebody holds, until there is no connection left to wait on. */
    @Tag("full")
    @Test
    void allItsConnectionsAreTaken() throws Exception {
        List<Future<Client.Answer>> answers = new ArrayList<>();
        try (Connection administrator = postgres.administrator(database.user());
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            statement.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 24; i++) {
                answers.add(people.submit(() -> house.client().get("/api/v1/deliveries?limit=10")));
            }
            awaitSilence();
            Waiting.await(
                    "somebody to be told to come back", () -> answers.stream().anyMatch(DatabaseTroubleIT::isRefused));
            administrator.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        goesOn("all connections taken", Instant.now());
        long refused = 0;
        for (Future<Client.Answer> answer : answers) {
            refused += answer.get().status() == 503 ? 1 : 0;
        }
        System.out.println("  " + refused + " of " + answers.size() + " people were told to come back");
    }

    private static boolean isRefused(Future<Client.Answer> answer) {
        try {
            return answer.isDone() && answer.get().status() == 503;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void awaitSilence() {
        Instant begun = Instant.now();
        Waiting.await("what was claimed to be out", () -> {
            Instant last = lastRequest();
            Instant quiet = last.isAfter(begun) ? last : begun;
            return !Instant.now().isBefore(quiet.plus(PAST_THE_CLAIMS));
        });
    }

    private void goesOn(String trouble, Instant back) {
        Waiting.await("publishing to go on", RESUMES, () -> lastRequest().isAfter(back));
        Duration resumed = Duration.between(back, firstRequestAfter(back));
        List<Delivery> deliveries = house.settled("post ");
        Promises promises = new Promises("seed " + seed, oracle.events("post "), deliveries)
                .hold()
                .noneBefore(due);
        System.out.printf(
                "R6: seed %d, %d posts to each of three networks; %s; publishing again after %d ms, all out after %d ms;"
                        + " %d published, %d flagged%n",
                seed,
                POSTS,
                trouble,
                resumed.toMillis(),
                Duration.between(back, lastRequest()).toMillis(),
                promises.published(),
                promises.flagged());
        assertThat(promises.published()).isEqualTo(NETWORKS.length * POSTS);
    }

    private long receipts() {
        return oracle.count("RECEIPT", "post ");
    }

    private Instant lastRequest() {
        return requests().reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b);
    }

    private Instant firstRequestAfter(Instant moment) {
        return requests().filter(moment::isBefore).reduce(Instant.MAX, (a, b) -> a.isBefore(b) ? a : b);
    }

    private Stream<Instant> requests() {
        return oracle.events("post ").stream()
                .filter(event -> event.is("REQUEST"))
                .map(Event::at);
    }
}
