package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.BlueskyProfile.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Where consent for a server's accounts is given, and what Carillon is called there.
 *
 * @see <a href="https://atproto.com/specs/oauth">OAuth for AT Protocol</a>
 */
final class ConsentServers {

    /** How long servers let a client that signs publish, which no token answer says. */
    private static final Duration CONSENT = Duration.ofDays(730);

    /** The same for what somebody runs on their own machine, which has no document to be known by. */
    private static final Duration OWN_MACHINE = Duration.ofDays(14);

    /** Hosts that a browser on this machine comes back to. */
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]");

    private final Xrpc xrpc;

    ConsentServers(Xrpc xrpc) {
        this.xrpc = xrpc;
    }

    /**
     * Asks a server where consent is given.
     *
     * @param server where accounts live, or where people sign in
     * @param hint who is expected to consent
     */
    AuthorizationServer find(URI server, Optional<String> hint, Instant deadline) throws TroubleException {
        URI address = issuer(server, deadline);
        JsonNode told = document(address, "oauth-authorization-server", deadline)
                .filter(json -> json.path("issuer").asText().equals(address.toString()))
                .orElseThrow(() -> odd(address, "it does not say where consent is given"));
        OAuth2Endpoints.Builder endpoints = OAuth2Endpoints.at(
                        endpoint(address, told, "authorization_endpoint"), endpoint(address, told, "token_endpoint"))
                .pushedAuthorization(endpoint(address, told, "pushed_authorization_request_endpoint"))
                .issuer(address.toString())
                .scopes(BlueskyProfile.SCOPES)
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .consentLife(CONSENT)
                .publicConsentLife(OWN_MACHINE)
                .dpop()
                .keep(Consents.SUBJECT);
        if (told.has("revocation_endpoint")) {
            endpoints.revocation(endpoint(address, told, "revocation_endpoint"));
        }
        hint.ifPresent(name -> endpoints.authorizationParameter("login_hint", name));
        return new AuthorizationServer(address, endpoints.build(), true);
    }

    /** A data server names who gives consent for its accounts; who names nobody may be that itself. */
    private URI issuer(URI server, Instant deadline) throws TroubleException {
        String named = document(server, "oauth-protected-resource", deadline)
                .map(json -> json.at("/authorization_servers/0").asText())
                .orElse("");
        if (named.isEmpty()) {
            return server;
        }
        return ServerAddress.parse(named)
                .filter(address -> address.toString().equals(named))
                .orElseThrow(() -> odd(server, "it names no address where consent is given"));
    }

    private Optional<JsonNode> document(URI server, String name, Instant deadline) throws TroubleException {
        URI address = URI.create(server + "/.well-known/" + name);
        return Xrpc.document(xrpc.get(address, deadline), server);
    }

    private static URI endpoint(URI server, JsonNode told, String name) throws TroubleException {
        String address = told.path(name).asText();
        if (!address.matches("https?://[!-~]{1,500}")) {
            throw odd(server, "its " + name + " is no address");
        }
        return URI.create(address);
    }

    static TroubleException odd(URI server, String why) {
        return TroubleException.refused(
                SERVICE,
                "data-server",
                server.toString(),
                server.getHost() + " does not answer as a server of Bluesky does (" + why + "). Check the address.");
    }

    /**
     * What Carillon is called: by the address of a document that it shows, which servers read, or on somebody's own machine
     * by a name that says all there is to know.
     */
    static OAuth2App app(AppRequest request) throws TroubleException {
        URI back = request.redirectUri();
        if (back.getScheme().equals("https")) {
            return new OAuth2App(request.clientDocument(Platform.BLUESKY).toString(), Optional.empty());
        }
        if (!LOOPBACK.contains(back.getHost())) {
            throw TroubleException.refused(
                    "platform",
                    "public-https",
                    back.toString(),
                    "Bluesky asks for consent only where Carillon is public by https (CARILLON_PUBLIC_URL), or is opened as"
                            + " http://127.0.0.1 on its own machine. Until then connect with an app password.");
        }
        return new OAuth2App(
                "http://localhost?redirect_uri=" + encoded(back.toString()) + "&scope="
                        + encoded(String.join(" ", request.scopes())),
                Optional.empty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
