package io.carillon.api.service;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * HTTP calls to addresses that networks and people name: https only, none of them inside this server's own network, no
 * redirects followed, answers limited in size. What an administrator allows is allowed to publishers and here alike. Safe
 * for many threads.
 */
@ProviderType
public interface GuardedHttp {

    /** Makes one call. Blocks until the deadline at most; an interrupt ends it early. */
    Result send(Request request, Instant deadline);

    /** Why an address may not be called; absent where it may. Blocks while its name is looked up, for seconds at most. */
    Optional<String> refusal(URI address);

    /**
     * A call. Its {@link #toString()} shows method and host only.
     *
     * @param body of the type that the header {@code Content-Type} names
     * @param secrets that may be in no text that comes of the call
     */
    record Request(String method, URI uri, Map<String, String> headers, Optional<String> body, Set<String> secrets) {

        public Request {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(body, "body");
            headers = Map.copyOf(headers);
            secrets = Set.copyOf(secrets);
        }

        @Override
        public String toString() {
            return method + " " + uri.getHost();
        }
    }

    /** What came of it: three things that must never be confused. */
    sealed interface Result {}

    /**
     * The other side answered in full, whatever it said. Its {@link #toString()} shows the status only.
     *
     * @param header the first header of a name, whatever its case
     * @param retryAt before when it does not want to be asked again, by this server's clock, where it says so ({@code
     *     Retry-After}, RFC 9110 section 10.2.3)
     */
    record Reply(int status, Function<String, Optional<String>> header, String body, Optional<Instant> retryAt)
            implements Result {

        /** One that does not say when to come again. */
        public Reply(int status, Function<String, Optional<String>> header, String body) {
            this(status, header, body, Optional.empty());
        }

        @Override
        public String toString() {
            return "Reply[" + status + "]";
        }
    }

    /** The call surely reached nobody. */
    record NotSent(String reason) implements Result {}

    /** The call was sent, at least in part, and no whole answer came. */
    record Lost(String reason) implements Result {}
}
