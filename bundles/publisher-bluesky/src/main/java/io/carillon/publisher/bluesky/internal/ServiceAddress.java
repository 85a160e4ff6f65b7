package io.carillon.publisher.bluesky.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the address of a server as people write it. */
final class ServiceAddress {

    private ServiceAddress() {}

    /** @return scheme and host, and the port if there is one; empty where the text is none or holds more than that */
    static Optional<URI> parse(String text) {
        String stripped = text.strip().replaceAll("/+$", "");
        String whole = stripped.contains("://") ? stripped : "https://" + stripped;
        try {
            URI uri = new URI(whole);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            return web && bare && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
