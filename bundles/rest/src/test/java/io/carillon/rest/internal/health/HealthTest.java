package io.carillon.rest.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Publishers;
import io.carillon.rest.internal.fake.FakePublisher;
import io.carillon.rest.internal.fake.Server;
import io.carillon.rest.internal.fake.Server.Answer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

    @TempDir
    Path folder;

    private Server server;

    @BeforeEach
    void start() {
        server = new Server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer health() {
        return server.nobody().get("health");
    }

    @Test
    void everythingIsWell() {
        Answer answer = health();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("UP");
        assertThat(answer.at("/parts/database/status")).isEqualTo("UP");
        assertThat(answer.at("/parts/engine/status")).isEqualTo("UP");
        assertThat(answer.at("/parts/publishers/contested")).isEqualTo("[]");
    }

    @Test
    void absentDatabaseIsDown() {
        server.identities.away = true;

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.at("/parts/database/status")).isEqualTo("DOWN");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void stoppedEngineIsDownAndItsReasonStaysInside() {
        server.dispatch.running = false;

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/parts/engine/status")).isEqualTo("DOWN");
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void networksThatNeedAPersonDegradeIt() {
        server.publishers.add(new FakePublisher(FakePublisher.sandbox().profile()), "sandbox", 5);
        server.accountStore.add(Account.of(Platform.X, "me", "Me", Grant.none()), Optional.empty());

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("DEGRADED");
        assertThat(answer.at("/parts/publishers/contested")).isEqualTo("[\"sandbox\"]");
        assertThat(answer.at("/parts/publishers/absent")).isEqualTo("[\"x\"]");
    }

    @Test
    void nothingButTheRestApiIsDownToo() {
        server.services.clear();

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/parts/publishers/status")).isEqualTo("DOWN");
        server.services.put(Publishers.class, server.publishers);
        assertThat(health().at("/parts/publishers/status")).isEqualTo("UP");
    }
}
