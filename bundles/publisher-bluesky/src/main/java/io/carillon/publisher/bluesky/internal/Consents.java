package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.BlueskyProfile.IDENTIFIER;
import static io.carillon.publisher.bluesky.internal.BlueskyProfile.SERVICE;

import io.carillon.api.model.Grant;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts that are connected by consent. Whoever gives it is named by the server that it is given at, so it is made sure
 * that this server speaks for that account.
 */
final class Consents {

    /** Of the token answer: the permanent name of who consented. */
    static final String SUBJECT = "sub";

    private final Xrpc xrpc;
    private final Directory directory;
    private final ConsentServers servers;
    private final Profiles profiles;
    private final URI usualService;

    Consents(Xrpc xrpc, Directory directory, Profiles profiles, URI usualService) {
        this.xrpc = xrpc;
        this.directory = directory;
        this.servers = new ConsentServers(xrpc);
        this.profiles = profiles;
        this.usualService = usualService;
    }

    /** The server that a person entered. */
    static Optional<URI> entered(Map<String, String> settings) throws TroubleException {
        String asked = settings.getOrDefault(SERVICE, "").strip();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ServerAddress.parse(asked)
                .orElseThrow(() -> TroubleException.refused(
                        SERVICE,
                        "address",
                        asked,
                        "A server is an address without a path, such as https://bsky.social; correct it, or leave it"
                                + " out.")));
    }

    /** The handle or permanent name that a person entered. */
    static String identifier(Map<String, String> settings) {
        return settings.getOrDefault(IDENTIFIER, "").strip().replaceFirst("^@", "");
    }

    AuthorizationServer server(Map<String, String> settings, Instant deadline) throws TroubleException {
        Optional<String> hint = Optional.of(identifier(settings)).filter(name -> !name.isEmpty());
        String home = settings.getOrDefault(Session.SERVER, "");
        if (!home.isEmpty()) {
            return servers.find(URI.create(home), hint, deadline);
        }
        Optional<URI> entered = entered(settings);
        URI service = entered.orElse(usualService);
        if (entered.isEmpty() && hint.isPresent()) {
            service = directory.dataServer(directory.did(hint.get(), service, deadline), deadline);
        }
        return servers.find(service, hint, deadline);
    }

    /** Who gave a consent. */
    Identity identity(Map<String, String> settings, Grant consent, Instant deadline) throws TroubleException {
        String did = consent.secret(SUBJECT).orElse("");
        URI home = directory.dataServer(did, deadline);
        String speaker = consent.secret(OAuth2Grant.SERVER).orElse("");
        if (!servers.find(home, Optional.empty(), deadline).address().toString().equals(speaker)) {
            throw TroubleException.refused(
                    SERVICE,
                    "authorization-server",
                    speaker,
                    "Consent was given at " + speaker + ", which does not speak for " + did
                            + ". Enter the server on which the account lives.");
        }
        requireAsEntered(settings, did, deadline);
        return profiles.of(home, did, handle(new Session(home, did, consent), deadline), consent, deadline);
    }

    private void requireAsEntered(Map<String, String> settings, String did, Instant deadline) throws TroubleException {
        String asked = identifier(settings);
        if (!asked.isEmpty()
                && !directory
                        .did(asked, entered(settings).orElse(usualService), deadline)
                        .equals(did)) {
            throw TroubleException.refused(
                    IDENTIFIER,
                    "same-identity",
                    asked,
                    "Somebody else than " + asked
                            + " gave consent. Sign in on Bluesky's page as " + asked
                            + ", or enter the other handle.");
        }
    }

    /** As the account's own server has it; what is asked first with a new token also shows that it serves. */
    private String handle(Session session, Instant deadline) throws TroubleException {
        Answer answer = xrpc.query(session, "com.atproto.server.getSession", Map.of(), deadline);
        if (answer instanceof Reply reply
                && reply.isSuccess()
                && reply.json().path("active").asBoolean(true)) {
            String handle = reply.json().path("handle").asText();
            if (reply.json().path("did").asText().equals(session.did()) && !handle.isEmpty()) {
                return handle;
            }
            throw ConsentServers.odd(session.server(), "it knows the account by another name");
        }
        if (answer instanceof Reply reply && reply.isSuccess()) {
            throw TroubleException.refused(
                    IDENTIFIER, "active", "", "The account is not active; activate it on Bluesky first.");
        }
        throw TroubleException.notReached(answer.<String>fold(
                reply -> session.server().getHost() + " says: "
                        + Xrpc.error(reply).message(),
                Answer.NotSent::reason,
                Answer.Lost::reason));
    }
}
