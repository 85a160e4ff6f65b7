package io.carillon.dashboard.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file of the web interface, read once.
 *
 * @param type as browsers call it
 * @param tag a strong entity tag (RFC 9110), which changes with the content
 */
record Part(String type, byte[] bytes, String tag) {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml");

    /** No name that leads out of the folder, and none of what lies in it beside what browsers load. */
    private static final Pattern NAME = Pattern.compile("(/[a-z][a-z0-9-]*)+\\.(html|js|css|svg)");

    private static final Map<String, Part> KNOWN = new ConcurrentHashMap<>();

    /** @param path below the folder, with a slash at its beginning */
    static Optional<Part> named(String path) {
        return NAME.matcher(path).matches()
                ? Optional.ofNullable(KNOWN.computeIfAbsent(path, Part::read))
                : Optional.empty();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Part read(String path) {
        try (InputStream in = Part.class.getResourceAsStream("/dashboard" + path)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            return new Part(
                    TYPES.get(path.substring(path.lastIndexOf('.') + 1)), bytes, "\"" + Hashes.base64(bytes) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
