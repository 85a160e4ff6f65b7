package io.carillon.api.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeRollTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");

    private static NodeRoll.Entry entry(String id, Instant seenAt, Map<String, String> shared) {
        Node node = new Node(
                new Claimant(id, "b"),
                "",
                "",
                "",
                "",
                NOW,
                Duration.ofSeconds(2),
                Set.of(),
                Duration.ZERO,
                true,
                shared);
        return new NodeRoll.Entry(node, seenAt, false);
    }

    @Test
    void whatLiveNodesHaveNotInCommonIsNamed() {
        NodeRoll roll = new NodeRoll(
                NOW,
                List.of(
                        entry("a", NOW, Map.of("media", "m_1", "vault", "v_1")),
                        entry("b", NOW, Map.of("media", "m_2", "vault", "v_1")),
                        entry("c", NOW, Map.of()),
                        entry("gone", NOW.minusSeconds(6), Map.of("vault", "v_2"))));

        assertThat(roll.differing()).containsExactly("media");
        assertThat(roll.alive()).hasSize(3);
    }

    @Test
    void ofSeveralOneHasToBeEveryNodes() {
        NodeRoll changing = new NodeRoll(
                NOW, List.of(entry("a", NOW, Map.of("vault", "v_2\tv_1")), entry("b", NOW, Map.of("vault", "v_1"))));
        assertThat(changing.differing()).isEmpty();

        NodeRoll apart = new NodeRoll(
                NOW,
                List.of(
                        entry("a", NOW, Map.of("vault", "v_2\tv_1")),
                        entry("b", NOW, Map.of("vault", "v_1")),
                        entry("c", NOW, Map.of("vault", "v_2"))));
        assertThat(apart.differing()).containsExactly("vault");
    }

    @Test
    void whatCannotBeWrittenDownIsRefused() {
        assertThatThrownBy(() -> entry("a", NOW, Map.of("media", "m_1\nvault=v_1")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
