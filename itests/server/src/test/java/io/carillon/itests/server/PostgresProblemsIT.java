package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server that cannot use its PostgreSQL says why, with the fix, without the password, and exits with another code than 0. */
@NeedsPostgres
class PostgresProblemsIT {

    private static final String WRONG = "wrong-s3cret";

    private final PostgresDatabase database = TheDatabase.fresh();

    @Test
    void serverThatCannotBeReached() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + Waiting.freePort() + "/carillon";
        assertRefused("db-unreachable", new PostgresDatabase(url, "carillon", WRONG), url, "CARILLON_DB_URL");
    }

    @Test
    void wrongPassword() throws Exception {
        assertRefused(
                "db-wrong-password",
                new PostgresDatabase(database.url(), database.user(), WRONG),
                "'" + database.user() + "'",
                "CARILLON_DB_USER",
                "CARILLON_DB_PASSWORD");
    }

    @Test
    void databaseThatIsNotThere() throws Exception {
        String url = database.url() + "_typo";
        assertRefused(
                "db-not-there",
                new PostgresDatabase(url, database.user(), database.password()),
                url,
                "Create it",
                "CARILLON_DB_URL");
    }

    @Test
    void userWhoMayNotCreateTables() throws Exception {
        PostgresDatabase stranger = TheDatabase.fresh();
        assertRefused(
                "db-not-owner",
                new PostgresDatabase(database.url(), stranger.user(), stranger.password()),
                "'" + stranger.user() + "'",
                "owner of the database");
    }

    @Test
    void passwordInTheUrlIsNotShown() throws Exception {
        String url = database.url() + "?user=" + database.user() + "&password=" + WRONG;
        assertRefused("db-url-password", new PostgresDatabase(url, "", WRONG), database.url(), "CARILLON_DB_PASSWORD");
    }

    private static void assertRefused(String name, PostgresDatabase wrong, String... sentence) throws Exception {
        try (CarillonServer server = TheDatabase.on(wrong, CarillonServer.install(name))) {
            assertThat(server.startInVain()).isNotZero();
            assertThat(server.output()).contains(sentence).doesNotContain(wrong.password());
            for (Path log : logs(server)) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(wrong.password());
            }
        }
    }

    private static List<Path> logs(CarillonServer server) throws Exception {
        try (Stream<Path> files = Files.walk(server.home().resolve("data/log"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
