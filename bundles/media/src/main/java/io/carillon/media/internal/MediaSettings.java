package io.carillon.media.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the administrator chose, checked.
 *
 * @param folder where everything is kept
 */
record MediaSettings(
        Path folder,
        long maxBytes,
        long maxPixels,
        long minFreeBytes,
        Duration fetchTimeout,
        List<String> allowedHosts) {

    private static final int MAX_FETCH_SECONDS = 3600;

    /** @throws IllegalStateException with a sentence that names the wrong value */
    MediaSettings {
        allowedHosts = List.copyOf(allowedHosts);
        if (folder.toString().isEmpty()) {
            throw refused("folder", "empty", "a path such as /var/lib/carillon/media");
        }
        requireAtLeast("maxBytes", maxBytes, 1);
        requireAtLeast("maxPixels", maxPixels, 1);
        requireAtLeast("minFreeBytes", minFreeBytes, 0);
        if (fetchTimeout.toSeconds() < 1 || fetchTimeout.toSeconds() > MAX_FETCH_SECONDS) {
            throw refused("fetchSeconds", "" + fetchTimeout.toSeconds(), "1 to " + MAX_FETCH_SECONDS);
        }
    }

    static MediaSettings of(MediaConfig config) {
        return new MediaSettings(
                Path.of(config.folder()),
                config.maxBytes(),
                config.maxPixels(),
                config.minFreeBytes(),
                Duration.ofSeconds(config.fetchSeconds()),
                Arrays.stream(config.allowedHosts())
                        .map(String::strip)
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    private static void requireAtLeast(String key, long value, long least) {
        if (value < least) {
            throw refused(key, "" + value, "a number of " + least + " or more");
        }
    }

    private static IllegalStateException refused(String key, String actual, String right) {
        return new IllegalStateException("The media library cannot start: " + key + " in etc/" + MediaConfig.PID
                + ".cfg is " + actual + "; it must be " + right + ".");
    }
}
