package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.BlueskyProfile.IDENTIFIER;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who is behind a handle, and on which server an account lives.
 *
 * @see <a href="https://atproto.com/specs/did">DID</a>
 * @see <a href="https://atproto.com/specs/handle">Handle</a>
 */
final class Directory {

    static final Pattern DID = Pattern.compile("did:[a-z]+:[a-zA-Z0-9._:%-]{1,2000}");

    private static final Pattern OF_THE_DIRECTORY = Pattern.compile("did:plc:[a-z2-7]{24}");
    private static final Pattern OF_A_DOMAIN = Pattern.compile("did:web:([a-zA-Z0-9.-]{1,253})");
    private static final Pattern HANDLE = Pattern.compile("[a-zA-Z0-9-]{1,63}(\\.[a-zA-Z0-9-]{1,63})+");

    private final Xrpc xrpc;
    private final URI directory;

    /** @param directory that knows every {@code did:plc} */
    Directory(Xrpc xrpc, URI directory) {
        this.xrpc = xrpc;
        this.directory = directory;
    }

    /**
     * The permanent name of an account.
     *
     * @param identifier its handle, or the permanent name itself
     * @param service which answers for handles
     */
    String did(String identifier, URI service, Instant deadline) throws TroubleException {
        if (DID.matcher(identifier).matches()) {
            return identifier;
        }
        if (!HANDLE.matcher(identifier).matches()) {
            throw TroubleException.refused(
                    IDENTIFIER,
                    "handle",
                    identifier,
                    "A handle is a name such as alice.bsky.social; correct it, or leave it out and say on Bluesky's own"
                            + " page who you are.");
        }
        Answer answer =
                xrpc.query(service, "com.atproto.identity.resolveHandle", Map.of("handle", identifier), deadline);
        String did = Xrpc.document(answer, service)
                .map(json -> json.path("did").asText())
                .orElse("");
        if (!DID.matcher(did).matches()) {
            throw TroubleException.refused(
                    IDENTIFIER,
                    "known",
                    identifier,
                    service.getHost() + " knows nobody called " + identifier + ". Correct the handle.");
        }
        return did;
    }

    /** Where an account lives. */
    URI dataServer(String did, Instant deadline) throws TroubleException {
        URI address = address(did);
        return document(did, address, deadline)
                .flatMap(Directory::dataServer)
                .orElseThrow(() -> TroubleException.refused(
                        IDENTIFIER,
                        "data-server",
                        did,
                        "The directory of identities (" + address.getHost() + ") names no server on which " + did
                                + " lives."));
    }

    /** Whether an account's own document has a handle. Whether the handle leads to the account is another question. */
    boolean names(String did, String handle, Instant deadline) throws TroubleException {
        return document(did, address(did), deadline)
                .filter(document -> has(document, "at://" + handle))
                .isPresent();
    }

    private static boolean has(JsonNode document, String name) {
        for (JsonNode known : document.path("alsoKnownAs")) {
            if (known.asText().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private Optional<JsonNode> document(String did, URI address, Instant deadline) throws TroubleException {
        return Xrpc.document(xrpc.get(address, deadline), address)
                .filter(document -> document.path("id").asText().equals(did));
    }

    private URI address(String did) throws TroubleException {
        if (OF_THE_DIRECTORY.matcher(did).matches()) {
            return URI.create(directory + "/" + did);
        }
        if (OF_A_DOMAIN.matcher(did).matches()) {
            return URI.create("https://" + did.substring("did:web:".length()) + "/.well-known/did.json");
        }
        throw TroubleException.refused(
                IDENTIFIER, "did", did, "Nobody can be looked up by " + did + "; enter the handle instead.");
    }

    /** The data server that a DID document names. */
    static Optional<URI> dataServer(JsonNode document) {
        for (JsonNode service : document.path("service")) {
            if (service.path("id").asText().endsWith("#atproto_pds")) {
                return ServerAddress.parse(service.path("serviceEndpoint").asText());
            }
        }
        return Optional.empty();
    }
}
