package io.carillon.dashboard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.NodePeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the modules say of their types is true, as far as TypeScript's compiler can tell. */
class TypesTest {

    private static final Path MODULES = Path.of("src/main/resources/dashboard");

    @TempDir
    Path folder;

    @Test
    void modulesKeepToTheirTypes() {
        JsonNode found = check(MODULES);
        assertThat(found.path("wrong")).isEmpty();
        assertThat(found.path("modules").asInt()).isGreaterThan(10);
    }

    @Test
    void moduleThatDoesNotIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("wrong.js"), """
                import { html } from 'lit';
                /** @param {number} count */
                export const shown = (count) => html`${count.toUpperCase()}`;
                """);
        assertThat(check(folder).path("wrong"))
                .singleElement()
                .asString()
                .contains("wrong.js:3 ", "'toUpperCase' does not exist on type 'number'");
    }

    private static JsonNode check(Path modules) {
        Path log = Path.of("target", "types.log").toAbsolutePath();
        Map<String, String> settings = Map.of("folder", modules.toAbsolutePath().toString());
        try (NodePeer compiler = NodePeer.start("types", "check.mjs", log, settings)) {
            return compiler.ready();
        }
    }
}
