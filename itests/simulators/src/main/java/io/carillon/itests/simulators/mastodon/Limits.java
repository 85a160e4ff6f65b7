package io.carillon.itests.simulators.mastodon;

import java.util.List;

/** What an instance allows; see {@code configuration} of {@code GET /api/v2/instance}. */
public record Limits(
        int characters,
        int charactersPerUrl,
        int media,
        int altText,
        long imageBytes,
        long videoBytes,
        int pollOptions,
        int pollCharacters,
        List<String> types) {

    /** Of a server that nobody configured. */
    public static Limits usual() {
        return new Limits(
                500,
                23,
                4,
                1_500,
                16_777_216,
                103_809_024,
                4,
                50,
                List.of(
                        "image/jpeg",
                        "image/png",
                        "image/gif",
                        "image/webp",
                        "video/mp4",
                        "video/quicktime",
                        "video/webm",
                        "audio/mpeg",
                        "audio/ogg",
                        "audio/wav"));
    }

    public Limits withCharacters(int other) {
        return new Limits(
                other, charactersPerUrl, media, altText, imageBytes, videoBytes, pollOptions, pollCharacters, types);
    }
}
