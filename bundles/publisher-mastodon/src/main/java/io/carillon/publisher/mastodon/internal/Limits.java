package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server allows, as it told when the account was connected. Not every server tells everything; what it leaves out is
 * as Mastodon has it.
 *
 * @param imagePixels width times height
 * @param types MIME types; those that it names and that we know what to do with
 * @param honoursKeys whether it surely knows an {@code Idempotency-Key} again
 */
record Limits(
        int characters,
        int charactersPerUrl,
        int media,
        int altText,
        long imageBytes,
        long imagePixels,
        long videoBytes,
        long videoPixels,
        Set<String> types,
        boolean honoursKeys) {

    private static final List<String> KINDS = List.of("image/", "video/", "audio/");

    /** Of a server of Mastodon that nobody configured. */
    static final Limits USUAL = new Limits(
            500,
            23,
            4,
            1_500,
            16_777_216,
            33_177_600,
            103_809_024,
            8_294_400,
            Set.of(
                    "image/jpeg",
                    "image/png",
                    "image/gif",
                    "image/webp",
                    "video/mp4",
                    "video/quicktime",
                    "video/webm",
                    "audio/mpeg",
                    "audio/ogg",
                    "audio/wav",
                    "audio/flac",
                    "audio/mp4"),
            true);

    Limits {
        types = Set.copyOf(types);
    }

    /** Reads {@code GET /api/v2/instance} or its predecessor. */
    static Limits of(JsonNode instance) {
        JsonNode statuses = instance.at("/configuration/statuses");
        JsonNode media = instance.at("/configuration/media_attachments");
        Set<String> types = new TreeSet<>();
        media.path("supported_mime_types").forEach(type -> {
            if (KINDS.stream().anyMatch(type.asText()::startsWith)) {
                types.add(type.asText());
            }
        });
        return new Limits(
                // Pleroma and its kin say it at the top.
                positive(statuses, "max_characters", positive(instance, "max_toot_chars", USUAL.characters)),
                positive(statuses, "characters_reserved_per_url", USUAL.charactersPerUrl),
                positive(statuses, "max_media_attachments", USUAL.media),
                positive(media, "description_limit", USUAL.altText),
                positive(media, "image_size_limit", USUAL.imageBytes),
                positive(media, "image_matrix_limit", USUAL.imagePixels),
                positive(media, "video_size_limit", USUAL.videoBytes),
                positive(media, "video_matrix_limit", USUAL.videoPixels),
                types.isEmpty() ? USUAL.types : types,
                isMastodon(instance.path("version").asText()));
    }

    /** Others that speak the API say so in their version, such as {@code 2.7.2 (compatible; Pleroma 2.6.0)}. */
    private static boolean isMastodon(String version) {
        return version.matches("[2-9]\\d*\\.\\d+\\.\\d+([+-][A-Za-z0-9.+-]*)?");
    }

    private static int positive(JsonNode node, String name, int otherwise) {
        return (int) Math.min(Integer.MAX_VALUE, positive(node, name, (long) otherwise));
    }

    private static long positive(JsonNode node, String name, long otherwise) {
        long value = node.path(name).asLong();
        return value > 0 ? value : otherwise;
    }

    /** As an account keeps them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("maxCharacters", "" + characters);
        settings.put("charactersPerUrl", "" + charactersPerUrl);
        settings.put("maxMedia", "" + media);
        settings.put("maxAltText", "" + altText);
        settings.put("maxImageBytes", "" + imageBytes);
        settings.put("maxImagePixels", "" + imagePixels);
        settings.put("maxVideoBytes", "" + videoBytes);
        settings.put("maxVideoPixels", "" + videoPixels);
        settings.put("mediaTypes", String.join(" ", new TreeSet<>(types)));
        settings.put("honoursKeys", "" + honoursKeys);
        return settings;
    }

    /** What an account keeps. */
    static Limits of(Map<String, String> settings) {
        return new Limits(
                (int) number(settings, "maxCharacters", USUAL.characters),
                (int) number(settings, "charactersPerUrl", USUAL.charactersPerUrl),
                (int) number(settings, "maxMedia", USUAL.media),
                (int) number(settings, "maxAltText", USUAL.altText),
                number(settings, "maxImageBytes", USUAL.imageBytes),
                number(settings, "maxImagePixels", USUAL.imagePixels),
                number(settings, "maxVideoBytes", USUAL.videoBytes),
                number(settings, "maxVideoPixels", USUAL.videoPixels),
                settings.containsKey("mediaTypes")
                        ? Set.of(settings.get("mediaTypes").split(" "))
                        : USUAL.types,
                // Where nobody asked the server, nothing is taken for sure.
                Boolean.parseBoolean(settings.getOrDefault("honoursKeys", "false")));
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        String value = settings.getOrDefault(name, "");
        return value.matches("[1-9][0-9]{0,9}") ? Long.parseLong(value) : otherwise;
    }

    List<String> typesOf(String kind) {
        List<String> found = new ArrayList<>(
                types.stream().filter(type -> type.startsWith(kind)).toList());
        found.sort(null);
        return found;
    }
}
