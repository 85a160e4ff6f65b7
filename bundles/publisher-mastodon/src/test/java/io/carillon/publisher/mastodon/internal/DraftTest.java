package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.PreparedValue;
import io.carillon.publisher.mastodon.internal.Draft.UploadedFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftTest {

    @Test
    void isReadAsItWasWritten() {
        Draft draft = Draft.begin(Instant.parse("2026-05-01T10:00:00Z"))
                .with(new UploadedFile("1", true))
                .with(new UploadedFile("2", false));
        assertThat(Draft.read(draft.value())).contains(draft);
        assertThat(Draft.read(draft.ready(1).value()).orElseThrow().files())
                .containsExactly(new UploadedFile("1", true), new UploadedFile("2", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"startedAt\": \"yesterday\"}", "{\"startedAt\": null}"})
    void whatIsNoneOfOursIsNone(String value) {
        assertThat(Draft.read(new PreparedValue(value))).isEmpty();
    }
}
