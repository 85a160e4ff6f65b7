package io.carillon.publisher.support.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells what a reply that is no success means. A plugin puts its network's own codes before {@link #byStatus()}. */
@ConsumerType
@FunctionalInterface
public interface ErrorReader {

    NetworkError read(Reply reply);

    /**
     * By HTTP status: 429 is throttled, 401 needs its owner, 408 and 5xx are uncertain, everything else is rejected. The
     * message is the one that the network gives in the usual places, cut at 500 characters.
     */
    static ErrorReader byStatus() {
        return reply -> new NetworkError(kind(reply.status()), "http-" + reply.status(), message(reply));
    }

    private static NetworkError.Kind kind(int status) {
        if (status == 429) {
            return NetworkError.Kind.THROTTLED;
        }
        if (status == 401) {
            return NetworkError.Kind.REAUTHORISATION_NEEDED;
        }
        return status == 408 || status >= 500 ? NetworkError.Kind.UNCERTAIN : NetworkError.Kind.REJECTED;
    }

    private static String message(Reply reply) {
        if (reply.status() >= 300 && reply.status() < 400) {
            return "The network moved to another address (HTTP " + reply.status() + "); check the address.";
        }
        JsonNode json = reply.json();
        for (String pointer : List.of("/error/message", "/message", "/error_description", "/detail", "/error")) {
            JsonNode found = json.at(pointer);
            if (found.isTextual() && !found.asText().isBlank()) {
                String text = reply.hideSecrets(found.asText());
                return text.codePointCount(0, text.length()) > 500
                        ? text.substring(0, text.offsetByCodePoints(0, 500)) + "…"
                        : text;
            }
        }
        return "The network answered with HTTP " + reply.status() + ".";
    }
}
