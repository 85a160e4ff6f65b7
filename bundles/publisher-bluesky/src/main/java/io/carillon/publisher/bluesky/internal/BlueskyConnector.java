package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.BlueskyProfile.APP_PASSWORD;
import static io.carillon.publisher.bluesky.internal.BlueskyProfile.IDENTIFIER;
import static io.carillon.publisher.bluesky.internal.BlueskyProfile.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ConnectOutcome.NotReached;
import io.carillon.api.publisher.ConnectOutcome.Refused;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.ServerAddress;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Signs in with an app password, and keeps the session. The password itself is kept nowhere. */
@Component(
        service = AccountConnector.class,
        property = Publisher.NETWORK + "=bluesky",
        configurationPid = BlueskyConfig.PID)
public final class BlueskyConnector implements AccountConnector {

    /** @see <a href="https://atproto.com/specs/did">DID</a> */
    private static final Pattern DID = Pattern.compile("did:[a-z]+:[a-zA-Z0-9._:%-]{1,2000}");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Xrpc xrpc;
    private final URI usualService;
    private final Clock clock;

    @Activate
    public BlueskyConnector(BlueskyConfig config, @Reference NetworkClient client) {
        this(BlueskyConfig.Values.of(config), client, Clock.systemUTC());
    }

    BlueskyConnector(BlueskyConfig.Values config, NetworkClient client, Clock clock) {
        this.xrpc = new Xrpc(client);
        this.usualService = config.service();
        this.clock = clock;
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        String asked = settings.getOrDefault(SERVICE, "").strip();
        Optional<URI> service = asked.isEmpty() ? Optional.of(usualService) : ServerAddress.parse(asked);
        if (service.isEmpty()) {
            return refused(
                    SERVICE,
                    "address",
                    asked,
                    "A server is an address without a path, such as https://bsky.social; correct it, or leave it out.");
        }
        String identifier = settings.getOrDefault(IDENTIFIER, "").strip().replaceFirst("^@", "");
        String password = settings.getOrDefault(APP_PASSWORD, "").strip();
        JsonNode input = JsonNodeFactory.instance
                .objectNode()
                .put("identifier", identifier)
                .put("password", password);
        Instant deadline = clock.instant().plus(PATIENCE);
        return xrpc.signIn(service.get(), input, password, deadline)
                .fold(
                        reply -> reply.isSuccess()
                                ? signedIn(service.get(), reply, deadline)
                                : refusal(service.get(), identifier, reply),
                        notSent -> asked.isEmpty()
                                ? new NotReached(notSent.reason())
                                : refused(
                                        SERVICE,
                                        "reachable",
                                        asked,
                                        "There is no way to " + asked + ": " + notSent.reason()
                                                + " Check the address, or try again later."),
                        lost -> new NotReached(lost.reason()));
    }

    private ConnectOutcome signedIn(URI service, Reply reply, Instant deadline) {
        try {
            String did = reply.text("/did");
            if (!DID.matcher(did).matches()) {
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
            URI server = dataServer(reply.json()).orElse(service);
            JsonNode profile = profile(server, did, deadline);
            return new ConnectOutcome.Identities(List.of(new Identity(
                    did,
                    "@" + handle,
                    Optional.of(profile.path("displayName").asText().strip())
                            .filter(name -> !name.isEmpty())
                            .orElse(handle),
                    avatar(server, did, profile),
                    Map.of(Session.SERVER, server.toString(), Session.DID, did),
                    Session.grant(reply))));
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
        return refused(
                SERVICE,
                "data-server",
                service.toString(),
                service.getHost() + " does not answer as a server of Bluesky does (" + why + "). Check the address.");
    }

    /** Where the account lives, which may be elsewhere than where it signs in; not every server tells. */
    private static Optional<URI> dataServer(JsonNode session) {
        for (JsonNode service : session.path("didDoc").path("service")) {
            if (service.path("id").asText().endsWith("#atproto_pds")) {
                return ServerAddress.parse(service.path("serviceEndpoint").asText());
            }
        }
        return Optional.empty();
    }

    /** Name and picture are nice to have: an account without them is as good. */
    private JsonNode profile(URI server, String did, Instant deadline) {
        Answer answer = xrpc.query(
                server,
                "com.atproto.repo.getRecord",
                Map.of("repo", did, "collection", "app.bsky.actor.profile", "rkey", "self"),
                deadline);
        return answer instanceof Reply reply && reply.isSuccess()
                ? reply.json().path("value")
                : JsonNodeFactory.instance.objectNode();
    }

    private static Optional<URI> avatar(URI server, String did, JsonNode profile) {
        String cid = profile.at("/avatar/ref/$link").asText();
        return cid.matches("[a-z0-9]{10,100}")
                ? Optional.of(URI.create(server + "/xrpc/com.atproto.sync.getBlob?did=" + did + "&cid=" + cid))
                : Optional.empty();
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public RefreshOutcome refresh(Account account) {
        Optional<String> token = Session.refreshToken(account);
        String server = account.settings().get(Session.SERVER);
        if (token.isEmpty() || server == null) {
            return new RefreshOutcome.Revoked("There is no session of " + account.handle() + " to renew.");
        }
        return xrpc.procedure(
                        URI.create(server),
                        "com.atproto.server.refreshSession",
                        token.get(),
                        clock.instant().plus(PATIENCE))
                .fold(
                        BlueskyConnector::refreshed,
                        notSent -> new RefreshOutcome.NotReached(notSent.reason()),
                        lost -> RefreshOutcome.NotReached.answerLost(lost.reason()));
    }

    private static RefreshOutcome refreshed(Reply reply) {
        if (reply.isSuccess()) {
            try {
                return new RefreshOutcome.Refreshed(Session.grant(reply));
            } catch (UnexpectedAnswerException e) {
                return RefreshOutcome.NotReached.answerLost(e.getMessage());
            }
        }
        NetworkError error = Xrpc.error(reply);
        // What has expired here is the refresh token itself, or the app password behind it was deleted.
        boolean ended = error.kind() == NetworkError.Kind.REAUTHORISATION_NEEDED
                || Xrpc.errorName(reply).equals("ExpiredToken");
        return ended
                ? new RefreshOutcome.Revoked(
                        "Bluesky has ended the session; connect the account again with an app" + " password. ("
                                + reply.hideSecrets(reply.json().path("message").asText()) + ")")
                : new RefreshOutcome.NotReached(error.message());
    }

    @Override
    public void disconnect(Account account) {
        String server = account.settings().get(Session.SERVER);
        Session.refreshToken(account)
                .filter(token -> server != null)
                .ifPresent(token -> xrpc.procedure(
                        URI.create(server),
                        "com.atproto.server.deleteSession",
                        token,
                        clock.instant().plus(PATIENCE)));
    }

    private static ConnectOutcome refused(String field, String rule, String actual, String message) {
        return new Refused(List.of(Violation.error(field, rule, "", actual, message)));
    }
}
