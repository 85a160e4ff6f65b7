package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Fetches addresses that people typed, within limits of place, size and time.
 *
 * <p>It speaks HTTP/1.1 itself: the runtime's client looks the host up once more after we have, and a name server that
 * answers differently the second time would lead it past the guard. Safe for many threads; the caller's thread blocks.
 */
public final class GuardedFetcher {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int OK = 200;

    private final AddressGuard guard;
    private final long maxBytes;
    private final Duration timeout;

    /** @param timeout for everything, from the first connection to the last byte */
    public GuardedFetcher(AddressGuard guard, long maxBytes, Duration timeout) {
        this.guard = guard;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /**
     * Opens an address.
     *
     * @return its bytes; reading fails with a sentence where they are too many or too slow
     * @throws IOException with a sentence that says what was wrong
     */
    public InputStream open(URI address) throws IOException {
        Deadline deadline = new Deadline(timeout);
        try {
            return new FetchedStream(follow(URI.create(address.toASCIIString()), deadline), maxBytes, shown(address));
        } catch (IOException e) {
            deadline.close();
            throw failed(shown(address), deadline.reason(e), e);
        }
    }

    private HttpAnswer follow(URI first, Deadline deadline) throws IOException {
        URI uri = first;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            HttpAnswer answer = connect(uri, deadline);
            if (answer.status() == OK) {
                answer.requireAtMost(maxBytes);
                return answer;
            }
            if (!REDIRECTS.contains(answer.status())) {
                throw new IOException("the server answered with status " + answer.status());
            }
            String location = answer.header("location")
                    .orElseThrow(() -> new IOException("the server redirects without saying where to"));
            uri = target(uri, location);
        }
        throw new IOException("it is redirected more than " + MAX_REDIRECTS + " times");
    }

    private static URI target(URI from, String location) throws IOException {
        try {
            return URI.create(from.resolve(location).toASCIIString());
        } catch (IllegalArgumentException e) {
            throw new IOException("the server redirects to something that is no address", e);
        }
    }

    private HttpAnswer connect(URI uri, Deadline deadline) throws IOException {
        List<InetAddress> addresses = guard.resolve(uri);
        IOException failure = new IOException("its host has no address");
        for (InetAddress address : addresses) {
            try {
                return HttpCall.get(uri, address, deadline);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    static IOException failed(String shown, String reason, IOException cause) {
        FetchException.Rule rule =
                FetchException.in(cause).map(FetchException::rule).orElse(FetchException.Rule.REACHABLE);
        return new FetchException(rule, "The address " + shown + " could not be fetched: " + reason + ".", cause);
    }

    /** Without the query, where signed addresses carry their secret. */
    private static String shown(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getScheme() + "://" + uri.getHost() + path;
    }
}
