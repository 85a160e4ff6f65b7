package io.carillon.rest.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.VaultKeys;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.rest.internal.fake.FakePublisher;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthTest extends ServerCase {

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
    void lostKeyDegradesItAndNoVaultIsDown() {
        server.vaultKeys.lost = 3;
        Answer answer = health();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("DEGRADED");
        assertThat(answer.at("/parts/vault/lost")).isEqualTo("3");

        server.services.remove(VaultKeys.class);
        assertThat(health().at("/parts/vault/status")).isEqualTo("DOWN");
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
    void troubledEngineDegradesItAndItsReasonStaysInside() {
        server.dispatch.problem = "Storing results fails: disk full at /secret/path";

        Answer answer = health();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("DEGRADED");
        assertThat(answer.at("/parts/engine/status")).isEqualTo("DEGRADED");
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
    void networkThatOnlyAnotherWorkspaceHasAccountsOfIsMissedToo() {
        Account theirs = Account.of(Platform.X, "me", "Me", Grant.none());
        server.accountStore.add(
                new Account(
                        theirs.id(),
                        new WorkspaceId("w_other"),
                        theirs.platform(),
                        theirs.handle(),
                        theirs.displayName(),
                        theirs.avatarUrl(),
                        theirs.status(),
                        theirs.zone(),
                        theirs.settings(),
                        theirs.grant()),
                Optional.empty());

        assertThat(health().at("/parts/publishers/absent")).isEqualTo("[\"x\"]");
    }

    private void beat(String id, boolean arming, String media) {
        server.nodes.beat(new Node(
                new Claimant(id, "b"),
                id,
                "host of " + id,
                "",
                "",
                server.clock.instant(),
                Duration.ofSeconds(2),
                Set.of(),
                Duration.ZERO,
                arming,
                Map.of("media", media)));
    }

    @Test
    void serversWithoutTheSameMediaAreRed() {
        beat("n_1", true, "m_1");
        beat("n_2", true, "m_1");
        assertThat(health().at("/parts/nodes/status")).isEqualTo("UP");
        assertThat(health().at("/parts/nodes/alive")).isEqualTo("2");

        beat("n_2", true, "m_2");

        Answer answer = health();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/parts/nodes/status")).isEqualTo("DOWN");
        assertThat(answer.at("/parts/nodes/differing")).isEqualTo("[\"media\"]");
        assertThat(answer.text()).doesNotContain("m_1", "host of");
        Answer without = server.nobody().get("health?without=nodes");
        assertThat(without.status()).isEqualTo(200);
        assertThat(without.at("/status")).isEqualTo("UP");
    }

    @Test
    void administratorReadsWhichServersThereAreAndWhenEachWasHeardOf() {
        beat("n_1", true, "m_1");
        server.clock.advance(Duration.ofSeconds(6));
        beat("n_2", true, "m_1");
        String servers = "/parts/nodes/servers";

        Answer answer = server.client().get("health");

        assertThat(answer.at(servers + "/0/id")).isEqualTo("n_1");
        assertThat(answer.at(servers + "/0/name")).isEqualTo("host of n_1");
        assertThat(answer.at(servers + "/0/state")).isEqualTo("GONE");
        assertThat(answer.at(servers + "/0/heardSecondsAgo")).isEqualTo("6");
        assertThat(answer.at(servers + "/1/state")).isEqualTo("ALIVE");
        server.person("u_2", "ada", false, Role.OWNER);
        for (Client client : List.of(
                server.nobody(),
                server.client("secret that nobody has"),
                server.client(server.token(Scope.READ)),
                server.client(server.token("u_2", Scope.ALL)))) {
            Answer other = client.get("health");
            assertThat(other.at("/parts/nodes/alive")).isEqualTo("1");
            assertThat(other.text()).doesNotContain("n_1", "host of");
        }
        server.identities.away = true;
        assertThat(server.client().get("health").status()).isEqualTo(503);
    }

    @Test
    void serverThatIsGoneOrWhoseClockIsWrongIsAReasonToLook() {
        beat("n_1", true, "m_1");
        server.clock.advance(Duration.ofSeconds(6));
        beat("n_2", true, "m_1");
        assertThat(health().at("/parts/nodes/status")).isEqualTo("DEGRADED");
        assertThat(health().at("/parts/nodes/gone")).isEqualTo("1");
        server.nodes.leave(new Claimant("n_1", "b"));
        assertThat(health().at("/parts/nodes/status")).isEqualTo("UP");

        beat("n_1", false, "m_1");
        assertThat(health().at("/parts/nodes/status")).isEqualTo("DEGRADED");
        assertThat(health().at("/parts/nodes/wrongClocks")).isEqualTo("1");
        beat("n_2", false, "m_1");
        assertThat(health().at("/parts/nodes/status")).as("nobody publishes").isEqualTo("DOWN");
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
