package io.carillon.rest.internal.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesTest extends ServerCase {

    @BeforeEach
    void start() {
        for (String id : new String[] {"n_1", server.dispatch.status().node()}) {
            server.nodes.beat(new Node(
                    new Claimant(id, "b"),
                    "place of " + id,
                    "bells.example.org",
                    "http://10.0.0.1:8080",
                    "1.2.3",
                    server.clock.instant(),
                    Duration.ofSeconds(2),
                    Set.of(Platform.X, Platform.SANDBOX),
                    Duration.ofMillis(300),
                    false,
                    Map.of("vault", "v_2\tv_1")));
            server.clock.advance(Duration.ofSeconds(6));
        }
    }

    @Test
    void administratorSeesEveryServer() {
        Answer answer = server.client().get("nodes");

        assertThat(answer.status()).isEqualTo(200);
        String first = server.dispatch.status().node().compareTo("n_1") < 0 ? "/items/1" : "/items/0";
        assertThat(answer.at(first + "/id")).isEqualTo("n_1");
        assertThat(answer.at(first + "/self")).isEqualTo("false");
        assertThat(answer.at(first + "/state")).isEqualTo("GONE");
        assertThat(answer.at(first + "/platforms")).isEqualTo("[\"sandbox\",\"x\"]");
        assertThat(answer.at(first + "/clockOffsetMs")).isEqualTo("300");
        assertThat(answer.at(first + "/arming")).isEqualTo("false");
        assertThat(answer.at(first + "/shared/vault")).isEqualTo("v_2 v_1");
        assertThat(answer.text()).contains("\"self\":true").doesNotContain("place of");
        Answer page = server.client().get("nodes?limit=1");
        assertThat(server.client()
                        .get("nodes?limit=1&cursor=" + page.at("/next"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void administratorReadsWhatTroublesTheServerThatAnswers() {
        server.dispatch.problem = "Storing results fails.";

        Answer answer = server.client().get("nodes");

        String self = answer.at("/items/0/self").equals("true") ? "/items/0" : "/items/1";
        String other = self.equals("/items/0") ? "/items/1" : "/items/0";
        assertThat(answer.at(self + "/problem")).isEqualTo("Storing results fails.");
        assertThat(answer.at(other + "/problem")).isEqualTo("null");
    }

    @Test
    void nobodyElseDoes() {
        server.person("u_2", "ada", false, Role.OWNER);

        assertThat(server.client(server.token(Scope.READ)).get("nodes").status())
                .isEqualTo(403);
        Answer owner = server.client(server.token("u_2", Scope.ALL)).get("nodes");
        assertThat(owner.status()).isEqualTo(403);
        assertThat(server.nobody().get("nodes").status()).isEqualTo(401);
    }
}
