package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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

    private static final Pattern TYPE = Pattern.compile("(?:image|video|audio)/[!-~]{1,100}");

    /** More than any server means: whoever calls itself one may say anything, and what is counted by it is ours. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private static final int MOST_CHARACTERS_PER_URL = 1_000;
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 1_000_000_000_000L;
    private static final long MOST_PIXELS = 1_000_000_000_000L;

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
            if (TYPE.matcher(type.asText()).matches()) {
                types.add(type.asText());
            }
        });
        return new Limits(
                // Pleroma and its kin say it at the top.
                told(
                        statuses,
                        "max_characters",
                        told(instance, "max_toot_chars", USUAL.characters, MOST_CHARACTERS),
                        MOST_CHARACTERS),
                told(statuses, "characters_reserved_per_url", USUAL.charactersPerUrl, MOST_CHARACTERS_PER_URL),
                told(statuses, "max_media_attachments", USUAL.media, MOST_FILES),
                told(media, "description_limit", USUAL.altText, MOST_CHARACTERS),
                told(media, "image_size_limit", USUAL.imageBytes, MOST_BYTES),
                told(media, "image_matrix_limit", USUAL.imagePixels, MOST_PIXELS),
                told(media, "video_size_limit", USUAL.videoBytes, MOST_BYTES),
                told(media, "video_matrix_limit", USUAL.videoPixels, MOST_PIXELS),
                types.isEmpty() ? USUAL.types : types,
                isMastodon(instance.path("version").asText()));
    }

    /** Others that speak the API say so in their version, such as {@code 2.7.2 (compatible; Pleroma 2.6.0)}. */
    private static boolean isMastodon(String version) {
        return version.matches("[2-9]\\d*\\.\\d+\\.\\d+([+-][A-Za-z0-9.+-]*)?");
    }

    private static int told(JsonNode node, String name, int otherwise, int most) {
        return (int) told(node, name, (long) otherwise, most);
    }

    private static long told(JsonNode node, String name, long otherwise, long most) {
        return within(node.path(name).asLong(), otherwise, most);
    }

    private static long within(long value, long otherwise, long most) {
        return value > 0 ? Math.min(value, most) : otherwise;
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
                kept(settings, "maxCharacters", USUAL.characters, MOST_CHARACTERS),
                kept(settings, "charactersPerUrl", USUAL.charactersPerUrl, MOST_CHARACTERS_PER_URL),
                kept(settings, "maxMedia", USUAL.media, MOST_FILES),
                kept(settings, "maxAltText", USUAL.altText, MOST_CHARACTERS),
                kept(settings, "maxImageBytes", USUAL.imageBytes, MOST_BYTES),
                kept(settings, "maxImagePixels", USUAL.imagePixels, MOST_PIXELS),
                kept(settings, "maxVideoBytes", USUAL.videoBytes, MOST_BYTES),
                kept(settings, "maxVideoPixels", USUAL.videoPixels, MOST_PIXELS),
                settings.containsKey("mediaTypes")
                        ? Set.copyOf(List.of(settings.get("mediaTypes").split(" ")))
                        : USUAL.types,
                // Where nobody asked the server, nothing is taken for sure.
                Boolean.parseBoolean(settings.getOrDefault("honoursKeys", "false")));
    }

    private static int kept(Map<String, String> settings, String name, int otherwise, int most) {
        return (int) kept(settings, name, (long) otherwise, most);
    }

    private static long kept(Map<String, String> settings, String name, long otherwise, long most) {
        String value = settings.getOrDefault(name, "");
        return value.matches("[0-9]{1,18}") ? within(Long.parseLong(value), otherwise, most) : otherwise;
    }

    List<String> typesOf(String kind) {
        List<String> found = new ArrayList<>(
                types.stream().filter(type -> type.startsWith(kind)).toList());
        found.sort(null);
        return found;
    }
}
