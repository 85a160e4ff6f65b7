package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.BlueskyProfile.APP_PASSWORD;
import static io.carillon.publisher.bluesky.internal.BlueskyProfile.IDENTIFIER;
import static io.carillon.publisher.bluesky.internal.BlueskyProfile.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ConnectOutcome.NotReached;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts that are connected by an app password. It is used once; the session that it begins is kept. */
final class SignIn {

    private final Xrpc xrpc;
    private final Profiles profiles;
    private final URI usualService;

    SignIn(Xrpc xrpc, Profiles profiles, URI usualService) {
        this.xrpc = xrpc;
        this.profiles = profiles;
        this.usualService = usualService;
    }

    ConnectOutcome with(Map<String, String> settings, Instant deadline) throws TroubleException {
        Optional<URI> entered = Consents.entered(settings);
        URI service = entered.orElse(usualService);
        String identifier = Consents.identifier(settings);
        String password = settings.getOrDefault(APP_PASSWORD, "").strip();
        JsonNode input = JsonNodeFactory.instance
                .objectNode()
                .put("identifier", identifier)
                .put("password", password);
        return xrpc.signIn(service, input, password, deadline)
                .fold(
                        reply -> reply.isSuccess()
                                ? signedIn(service, reply, deadline)
                                : refusal(service, identifier, reply),
                        notSent -> entered.isEmpty()
                                ? new NotReached(notSent.reason())
                                : refused(
                                        SERVICE,
                                        "reachable",
                                        service.toString(),
                                        "There is no way to " + service + ": " + notSent.reason()
                                                + " Check the address, or try again later."),
                        lost -> new NotReached(lost.reason()));
    }

    private ConnectOutcome signedIn(URI service, Reply reply, Instant deadline) {
        try {
            String did = reply.text("/did");
            if (!Directory.DID.matcher(did).matches()) {
                return noDataServer(service, "it names a DID that is none");
            }
            String handle = reply.text("/handle");
            if (!reply.json().path("active").asBoolean(true)) {
                return refused(
                        IDENTIFIER,
                        "active",
                        "",
                        handle + " is not active ("
                                + reply.json().path("status").asText("no reason given")
                                + "); activate it on Bluesky first.");
            }
            // It may live elsewhere than where it signs in; not every server tells.
            URI server = Directory.dataServer(reply.json().path("didDoc")).orElse(service);
            return new ConnectOutcome.Identities(
                    List.of(profiles.of(server, did, handle, Session.grant(reply), deadline)));
        } catch (UnexpectedAnswerException e) {
            return noDataServer(service, e.getMessage());
        }
    }

    private ConnectOutcome refusal(URI service, String identifier, Reply reply) {
        NetworkError error = Xrpc.error(reply);
        return switch (Xrpc.errorName(reply)) {
            case "AuthenticationRequired" ->
                refused(
                        APP_PASSWORD,
                        "accepted",
                        "",
                        service.getHost() + " does not know " + identifier
                                + " with this app password. Check the handle,"
                                + " and make a new app password in Bluesky under Settings, Privacy and security, App"
                                + " passwords.");
            case "AuthFactorTokenRequired" ->
                refused(
                        APP_PASSWORD,
                        "app-password",
                        "",
                        "This is the password of the account itself, which also asks for a code by e-mail. Make an app"
                                + " password in Bluesky under Settings, Privacy and security, App passwords.");
            case "AccountTakedown" -> refused(IDENTIFIER, "active", "", "Bluesky has suspended this account.");
            case "InvalidRequest" -> refused(IDENTIFIER, "accepted", identifier, error.message());
            default -> unclear(service, reply, error);
        };
    }

    private static ConnectOutcome unclear(URI service, Reply reply, NetworkError error) {
        boolean later = error.kind() == NetworkError.Kind.THROTTLED || reply.status() >= 500;
        return later
                ? new NotReached(service.getHost() + " says: " + error.message())
                : noDataServer(service, error.message());
    }

    private static ConnectOutcome noDataServer(URI service, String why) {
        return ConsentServers.odd(service, why).whileConnecting();
    }

    private static ConnectOutcome refused(String field, String rule, String actual, String message) {
        return TroubleException.refused(field, rule, actual, message).whileConnecting();
    }
}
