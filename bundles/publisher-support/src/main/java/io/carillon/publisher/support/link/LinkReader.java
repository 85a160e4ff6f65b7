package io.carillon.publisher.support.link;

import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.internal.link.PageHead;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the pages that posts link to. It goes through the guarded client, so that no link leads into the server's own
 * network, and follows redirects by itself, so that none of them does. Thread-safe.
 */
public final class LinkReader {

    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final NetworkClient client;

    public LinkReader(NetworkClient client) {
        this.client = client;
    }

    /**
     * Reads what a page says of itself, by Open Graph or else by plain HTML.
     *
     * @return empty where it cannot be reached by the deadline, is no page, or has no title
     * @see <a href="https://ogp.me/">Open Graph</a>
     */
    public Optional<LinkPreview> preview(URI page, Instant deadline) {
        return get(page, "text/html,application/xhtml+xml", deadline)
                .filter(found -> type(found.reply()).contains("html"))
                .flatMap(found -> PageHead.read(found.reply().body(), type(found.reply()), found.address()));
    }

    /** Reads a picture, such as that of a preview; empty where there is none. */
    public Optional<byte[]> image(URI image, Instant deadline) {
        return get(image, "image/*", deadline)
                .map(Found::reply)
                .filter(reply -> type(reply).startsWith("image/"))
                .map(Reply::body);
    }

    private record Found(Reply reply, URI address) {}

    private Optional<Found> get(URI address, String accept, Instant deadline) {
        URI at = address;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            Answer answer = client.send(
                    NetworkRequest.get(at)
                            .header("Accept", accept)
                            .header("User-Agent", "Carillon (link preview)")
                            .build(),
                    deadline);
            if (!(answer instanceof Reply reply)) {
                return Optional.empty();
            }
            Optional<URI> next = redirect(reply, at);
            if (next.isEmpty()) {
                return reply.isSuccess() ? Optional.of(new Found(reply, at)) : Optional.empty();
            }
            at = next.get();
        }
        return Optional.empty();
    }

    private static Optional<URI> redirect(Reply reply, URI from) {
        if (!REDIRECTS.contains(reply.status())) {
            return Optional.empty();
        }
        return reply.header("Location").flatMap(location -> PageHead.resolve(from, location));
    }

    private static String type(Reply reply) {
        return reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }
}
