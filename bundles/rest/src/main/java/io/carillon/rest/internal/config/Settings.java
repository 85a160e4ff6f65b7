package io.carillon.rest.internal.config;

import io.carillon.api.start.StartupFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration as values.
 *
 * @param publicUrl how the outside reaches the server
 * @param session how long a person stays signed in
 */
public record Settings(Optional<URI> publicUrl, Duration session) {

    private static final int MAX_HOURS = 8760;

    /** @throws IllegalArgumentException if a value is wrong; it says which, and what would be right */
    public static Settings of(RestConfig config) {
        if (config.sessionHours() < 1 || config.sessionHours() > MAX_HOURS) {
            throw refusal("sessionHours in etc/" + RestConfig.PID + ".cfg must be 1 to " + MAX_HOURS + "; it is "
                    + config.sessionHours());
        }
        String url = config.publicUrl().strip();
        return new Settings(
                url.isEmpty() ? Optional.empty() : Optional.of(publicUrl(url)),
                Duration.ofHours(config.sessionHours()));
    }

    private static URI publicUrl(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null
                    && url.getScheme() != null
                    && url.getScheme().matches("(?i)https?")) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw wrongUrl(text);
        }
        throw wrongUrl(text);
    }

    private static IllegalArgumentException wrongUrl(String text) {
        return refusal("publicUrl in etc/" + RestConfig.PID + ".cfg (CARILLON_PUBLIC_URL) must be"
                + " an http or https address such as https://carillon.example.com; it is '" + text + "'");
    }

    private static IllegalArgumentException refusal(String sentence) {
        return StartupFailure.tell(new IllegalArgumentException(sentence));
    }
}
