package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    private static final String TEXT = "See https://example.com/ ".repeat(1_000);

    private static ObjectNode instance(long everything) {
        ObjectNode instance = JsonNodeFactory.instance.objectNode();
        ObjectNode configuration = instance.putObject("configuration");
        ObjectNode statuses = configuration.putObject("statuses");
        for (String name : List.of("max_characters", "characters_reserved_per_url", "max_media_attachments")) {
            statuses.put(name, everything);
        }
        ObjectNode media = configuration.putObject("media_attachments");
        for (String name : List.of(
                "description_limit",
                "image_size_limit",
                "image_matrix_limit",
                "video_size_limit",
                "video_matrix_limit")) {
            media.put(name, everything);
        }
        return instance;
    }

    private static void areBearable(Limits limits) {
        assertThat(limits.charactersPerUrl()).isBetween(1, 1_000);
        assertThat(StatusText.length("", TEXT, limits.charactersPerUrl())).isPositive();
        assertThat(limits.characters()).isBetween(1, 1_000_000);
        assertThat(limits.media()).isBetween(1, 1_000);
        assertThat(limits.altText()).isBetween(1, 1_000_000);
        assertThat(List.of(limits.imageBytes(), limits.imagePixels(), limits.videoBytes(), limits.videoPixels()))
                .allSatisfy(value -> assertThat(value).isBetween(1L, 1_000_000_000_000L));
        assertThat(MastodonProfile.capabilities(limits)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {2_000_000_000, 2_147_483_648L, 9_999_999_999L, Long.MAX_VALUE, -1, 0})
    void whateverAServerSaysIsBearable(long everything) {
        Limits limits = Limits.of(instance(everything));
        areBearable(limits);
        assertThat(Limits.of(limits.settings()).settings())
                .containsAllEntriesOf(
                        Map.of("maxVideoBytes", "" + limits.videoBytes(), "maxCharacters", "" + limits.characters()));
    }

    /** As an account keeps it that was connected when a server was believed everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000000000",
                "2147483648",
                "9999999999",
                "9223372036854775807",
                "99999999999999999999",
                "-1",
                "0",
                ""
            })
    void whateverWasStoredIsBearable(String everything) {
        Map<String, String> settings = new HashMap<>(Limits.USUAL.settings());
        settings.replaceAll((name, value) -> value.matches("[0-9]+") ? everything : value);
        areBearable(Limits.of(settings));
    }

    @Test
    void onlyWhatCanBeATypeIsKept() {
        ObjectNode instance = instance(500);
        ArrayNode types =
                ((ObjectNode) instance.at("/configuration/media_attachments")).putArray("supported_mime_types");
        List.of("image/png", "image/a twin", "video/a twin", "image/svg+xml", "text/html", "image/")
                .forEach(types::add);
        Limits limits = Limits.of(Limits.of(instance).settings());
        assertThat(limits.types()).containsExactlyInAnyOrder("image/png", "image/svg+xml");
    }

    @Test
    void typesThatWereStoredTwiceAreReadOnce() {
        Map<String, String> settings = new HashMap<>(Limits.USUAL.settings());
        settings.put("mediaTypes", "image/png twin video/mp4 twin");
        assertThat(Limits.of(settings).types()).contains("image/png", "video/mp4");
    }
}
