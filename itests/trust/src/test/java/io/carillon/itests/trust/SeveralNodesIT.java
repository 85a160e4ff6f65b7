package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two servers on one PostgreSQL: what becomes of a dead one's work, of a bell that is not heard, of a clock that is wrong
 * and of a post that both want to make. Times are printed; what is waited for has a deadline.
 */
@NeedsPostgres
@Tag("full")
class SeveralNodesIT {

    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    /** A call's deadline, the grace of a claim, a look at the store, and asking the network until it can say. */
    private static final Duration ARMED = Duration.ofSeconds(45);

    private static final String LISTENING = "FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = '%s'";

    private final long seed = Seed.draw();
    private final PostgresDatabase database = PostgresServer.shared().createDatabase();
    private Oracle oracle;
    private CarillonServer first;
    private CarillonServer second;

    @BeforeEach
    void install() {
        oracle = Oracle.start("nodes", seed);
        first = Cluster.on(database, "several-nodes-1");
        second = Cluster.on(database, "several-nodes-2");
    }

    @AfterEach
    void end() {
        first.close();
        second.close();
        oracle.close();
    }

    @Test
    void whatADeadServerHadNotArmedGoesOutByTheOtherOneAtOnceAndWhatItHadArmedOnceItIsKnown() {
        House house = new House(second, oracle);
        House victim = new House(first, oracle);
        house.start();
        victim.start();
        house.connect(House.KEYED, House.READABLE);
        Instant due = house.soon();
        house.schedule("armed ", 40, due, Duration.ZERO, House.KEYED, House.READABLE);
        house.schedule("later ", 40, due.plusMillis(2500), Duration.ofMillis(200), House.KEYED, House.READABLE);
        // Up to two seconds ahead they are armed, about half of them by each.
        Waiting.await("the moment", () -> !Instant.now().isBefore(due.minusMillis(800)));
        first.kill();
        Instant killed = Instant.now();

        Waiting.await(
                "what was not armed to be out",
                Duration.ofSeconds(12).plus(TAKEOVER),
                () -> oracle.count("RECEIPT", "later ") == 80);
        long worst = worstLateness("later ", due.plusMillis(2500), Duration.ofMillis(200), killed);
        Waiting.await("what was armed to be out", ARMED, () -> oracle.count("RECEIPT", "armed ") == 80);
        Duration armed = Duration.between(killed, last("RECEIPT", "armed "));
        new Promises("seed " + seed, oracle.events("later "), house.settled("later "))
                .hold()
                .noneBefore(due);
        new Promises("seed " + seed, oracle.events("armed "), house.settled("armed "))
                .hold()
                .noneBefore(due);
        System.out.printf(
                "Takeover: seed %d; one of two servers killed; worst lateness of what it had not armed %d ms; the last of"
                        + " what it had armed out %d ms after the kill%n",
                seed, worst, armed.toMillis());

        victim.start();
        whatIsOverdueWhenSomebodyComesIsOutWithinSeconds(house);
    }

    private void whatIsOverdueWhenSomebodyComesIsOutWithinSeconds(House house) {
        Instant due = house.soon();
        house.schedule("overdue ", 40, due, Duration.ofMillis(100), House.KEYED, House.READABLE);
        Waiting.await("the moment", () -> !Instant.now().isBefore(due.minusSeconds(4)));
        second.pause();
        first.kill();
        Waiting.await("all to be overdue", () -> !Instant.now().isBefore(due.plusSeconds(5)));
        second.goOn();
        Instant back = Instant.now();
        Waiting.await(
                "what is overdue to be out", TAKEOVER.plusSeconds(5), () -> oracle.count("RECEIPT", "overdue ") == 80);
        Duration took = Duration.between(back, last("REQUEST", "overdue "));
        new Promises("seed " + seed, oracle.events("overdue "), house.settled("overdue "))
                .hold()
                .noneBefore(due);
        System.out.printf("Takeover: 80 overdue, begun within %d ms once a server was there%n", took.toMillis());
        assertThat(took).isLessThan(TAKEOVER);
    }

    /** The first one has no publisher: it only makes posts, and the other one hears of them by the bell. */
    @Test
    void bellWhoseLineIsCutIsMissedByNobodyAndHeardAgain() throws Exception {
        House house = new House(second, oracle);
        house.start();
        first.start();
        Client people = first.signIn();
        String account = house.connect(House.KEYED).get(0);
        publishNow(people, account, "warm-up");
        long heard = publishNow(people, account, "heard");

        assertThat(count("SELECT count(pg_terminate_backend(pid)) " + LISTENING))
                .as("lines that were cut")
                .isEqualTo(2);
        long cut = publishNow(people, account, "cut");
        Waiting.await("both to listen again", TAKEOVER, () -> count("SELECT count(*) " + LISTENING) == 2);
        long again = publishNow(people, account, "again");
        System.out.printf(
                "Bell: a post made on one server reached the network by the other after %d ms; %d ms with the lines cut;"
                        + " %d ms once they were there again%n",
                heard, cut, again);
        assertThat(oracle.events("").stream().filter(event -> event.is("RECEIPT")))
                .hasSize(4);
    }

    private long publishNow(Client people, String account, String text) {
        String post = people.post("/api/v1/posts", Map.of("caption", text, "accounts", List.of(account)))
                .json(201)
                .path("id")
                .asText();
        Instant asked = Instant.now();
        people.post("/api/v1/posts/" + post + "/publish", Map.of()).json(200);
        Waiting.await(text + " to be out", TAKEOVER, () -> oracle.count("RECEIPT", text) == 1);
        return Duration.between(asked, last("REQUEST", text)).toMillis();
    }

    /** For the second one, the database's clock is made wrong: what is off is the difference. */
    @Test
    void serverWhoseClockIsWrongSaysSoAndLeavesPublishingToTheOtherUntilItIsRight() throws Exception {
        House house = new House(first, oracle);
        house.start();
        Cluster.skewClockOf(database, second, "-400 milliseconds");
        House wrong = new House(second, oracle);
        wrong.start();
        house.connect(House.KEYED);
        Client client = wrong.client();
        Waiting.await("its health to say so", () -> wrongClocks(client) == 1);
        JsonNode shown = client.get("/api/v1/nodes").json(200).path("items");
        assertThat(shown.findValuesAsText("arming")).containsExactlyInAnyOrder("true", "false");

        Instant due = house.soon();
        house.schedule("shared ", 40, due, Duration.ofMillis(50), House.KEYED);
        List<Delivery> deliveries = house.settled("shared ");
        new Promises("seed " + seed, oracle.events("shared "), deliveries)
                .hold()
                .noneBefore(due);
        assertThat(house.senders("shared ")).as("who published").hasSize(1);
        System.out.println("Clock: a server 400 ms off showed " + shown.findValuesAsText("clockOffsetMs")
                + " ms and published nothing of 40");

        Cluster.setSkew(database, "0");
        Waiting.await("it to be right again", TAKEOVER, () -> wrongClocks(client) == 0);
        first.kill();
        wrong.adopt(house);
        Instant alone = wrong.soon();
        wrong.schedule("alone ", 10, alone, Duration.ZERO, House.KEYED);
        List<Delivery> later = wrong.settled("alone ");
        new Promises("seed " + seed, oracle.events("alone "), later).hold().noneBefore(alone);
    }

    private static int wrongClocks(Client client) {
        return client.get("/api/v1/health")
                .json()
                .at("/parts/nodes/wrongClocks")
                .asInt(-1);
    }

    /** Both start at one moment, and each finds a post that has to be extended. */
    @Test
    void seriesThatBothExtendHasEachOccurrenceOnce() throws Exception {
        House house = new House(first, oracle);
        House other = new House(second, oracle);
        house.start();
        String account = house.connect(House.KEYED).get(0);
        LocalDateTime begin = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusHours(1);
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            posts.add(house.client()
                    .post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption",
                                    "series " + i,
                                    "accounts",
                                    List.of(account),
                                    "schedule",
                                    Map.of("at", begin.toString(), "zone", "UTC", "rrule", "FREQ=MINUTELY")))
                    .json(201)
                    .path("id")
                    .asText());
        }
        int before = occurrences(house.client(), posts.get(0)).size();
        first.kill();
        // As if all but the first eleven had yet to be planned, and it were time to.
        LocalDateTime planned = begin.plusMinutes(10).plusSeconds(30);
        long from = planned.toEpochSecond(ZoneOffset.UTC) * 1_000_000;
        execute("DELETE FROM delivery WHERE due_at > " + from);
        execute("UPDATE post SET horizon_at = 0, planned_to = '" + planned + "', planned_to_at = " + from
                + " WHERE horizon_at IS NOT NULL");
        assertThat(count("SELECT count(*) FROM delivery")).isEqualTo(20 * 11);

        house.begin();
        other.begin();
        house.awaitStart();
        other.awaitStart();
        for (String post : posts) {
            Waiting.await(
                    "it to be extended", () -> occurrences(house.client(), post).size() >= before);
            assertThat(occurrences(house.client(), post)).doesNotHaveDuplicates();
        }
        assertThat(count("SELECT count(*) - count(DISTINCT (post_id, account_id, due_at)) FROM delivery"))
                .isZero();
        System.out.println("Series: 20 series of " + before + " times each, extended by two servers at once");
    }

    private static List<String> occurrences(Client client, String post) {
        return client.get("/api/v1/posts/" + post).json(200).path("deliveries").findValuesAsText("occurrence");
    }

    /** Of what was due after a moment; posts are numbered in the order of their due times. */
    private long worstLateness(String prefix, Instant due, Duration apart, Instant after) {
        return oracle.events(prefix).stream()
                .filter(event -> event.is("REQUEST"))
                .mapToLong(event -> {
                    int number = Integer.parseInt(event.text().substring(prefix.length()));
                    Instant at = due.plus(apart.multipliedBy(number));
                    return at.isBefore(after)
                            ? 0
                            : Duration.between(at, event.at()).toMillis();
                })
                .max()
                .orElseThrow();
    }

    private Instant last(String kind, String prefix) {
        return oracle.events(prefix).stream()
                .filter(event -> event.is(kind))
                .map(Event::at)
                .reduce(Instant.EPOCH, (a, b) -> a.isAfter(b) ? a : b);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = PostgresServer.shared().administrator(database.user());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = PostgresServer.shared().administrator(database.user());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(sql, database.user()))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
