package io.carillon.publisher.support.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the address of a server as people write it. */
public final class ServerAddress {

    private ServerAddress() {}

    /**
     * Reads an address such as {@code https://bsky.social} or, as people write it too, {@code bsky.social/}.
     *
     * @return scheme and host, and the port if there is one; empty where the text is none, or holds more than that
     */
    public static Optional<URI> parse(String text) {
        String stripped = text.strip();
        String whole = stripped.contains("://") ? stripped : "https://" + stripped;
        try {
            URI uri = new URI(whole.replaceAll("/+$", ""));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getHost() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            return web && bare ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
