package io.carillon.itests.simulators.mastodon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Debian's {@code python3-mastodon} works with the simulator as it does with Mastodon: it was not changed for that. */
class MastodonPyIT {

    /** The system's own, for which Debian packages its libraries. */
    private static final String PYTHON = "/usr/bin/python3";

    @Test
    void aDayWithMastodonPy() throws Exception {
        needsTheLibrary();
        try (MastodonSimulator mastodon = MastodonSimulator.start()) {
            User alice = mastodon.createUser("alice");

            JsonNode told = run("src/test/python/mastodon_py.py", mastodon.url().toString(), alice.name());

            assertThat(told.path("me").asText()).isEqualTo("alice");
            assertThat(told.path("characters").asInt()).isEqualTo(500);
            assertThat(told.path("wrongCode").asText()).contains("MastodonIllegalArgumentError");
            assertThat(told.at("/picture/description").asText()).isEqualTo("Ein roter Punkt");
            assertThat(told.at("/picture/url").asText())
                    .startsWith(mastodon.url().toString());
            assertThat(told.path("film").isNull()).isTrue();
            assertThat(told.path("again").asText())
                    .isEqualTo(told.at("/first/id").asText());
            assertThat(told.at("/first/visibility").asText()).isEqualTo("unlisted");
            assertThat(told.at("/first/media").asInt()).isEqualTo(1);
            assertThat(told.at("/reply/parent").asText())
                    .isEqualTo(told.at("/first/id").asText());
            assertThat(told.at("/reply/content").asText()).isEqualTo("<p>Eine bessere Antwort</p>");
            assertThat(told.path("poll")).hasSize(2);
            assertThat(told.path("favourites").asInt()).isEqualTo(1);
            assertThat(told.path("listed")).hasSize(3);
            assertThat(told.path("tooLong").asText()).contains("character limit of 500 exceeded");
            assertThat(told.path("early").asText()).contains("not finished processing");
            assertThat(told.path("gone").asText()).isEqualTo("MastodonNotFoundError");
            assertThat(told.path("remaining").asInt()).isBetween(0, 299);
            assertThat(told.path("revoked").asText()).isEqualTo("MastodonUnauthorizedError");
            assertThat(mastodon.shown(alice))
                    .extracting(MastodonSimulator.Shown::text)
                    .containsExactly("Grüße", "Eine bessere Antwort");
        }
    }

    private static void needsTheLibrary() throws Exception {
        boolean there = Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import mastodon")
                                .redirectErrorStream(true)
                                .start()
                                .waitFor()
                        == 0;
        if (!there) {
            String line = "Skipped: this test needs what this machine does not have: the Debian package"
                    + " python3-mastodon (apt-get install python3-mastodon).";
            System.out.println(line);
            Assumptions.abort(line);
        }
    }

    private static JsonNode run(String... command) throws IOException, InterruptedException {
        String[] whole = new String[command.length + 1];
        whole[0] = PYTHON;
        System.arraycopy(command, 0, whole, 1, command.length);
        Path errors = Files.createTempFile(Path.of("target"), "mastodon-py", ".log");
        Process process =
                new ProcessBuilder(whole).redirectError(errors.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return new ObjectMapper().readTree(said);
    }
}
