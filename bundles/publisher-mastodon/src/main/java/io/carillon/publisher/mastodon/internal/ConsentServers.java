package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.publisher.ServerAnswer.Given;
import io.carillon.api.publisher.ServerAnswer.NotReached;
import io.carillon.api.publisher.ServerAnswer.Refused;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Where consent is given at a server, and how Carillon becomes known there. */
final class ConsentServers {

    private final MastodonApi api;

    ConsentServers(MastodonApi api) {
        this.api = api;
    }

    /** Servers since version 4.3 tell where (RFC 8414); at the others it is where it has always been. */
    ServerAnswer<AuthorizationServer> find(URI server, Instant deadline) {
        return api.ask(server, "/.well-known/oauth-authorization-server", deadline)
                .fold(
                        reply -> reply.status() == 429 || reply.status() >= 500
                                ? new NotReached<>(server.getHost() + " says: "
                                        + MastodonApi.error(reply).message())
                                : new Given<>(new AuthorizationServer(server, endpoints(server, reply.json()), true)),
                        notSent -> new Refused<>(Violation.error(
                                MastodonProfile.SERVER,
                                "reachable",
                                "",
                                server.toString(),
                                "There is no way to " + server.getHost() + ": " + notSent.reason()
                                        + " Check the address, or try again later.")),
                        lost -> new NotReached<>(lost.reason()));
    }

    private static OAuth2Endpoints endpoints(URI server, JsonNode told) {
        return OAuth2Endpoints.at(
                        endpoint(server, told, "authorization_endpoint", "/oauth/authorize"),
                        endpoint(server, told, "token_endpoint", "/oauth/token"))
                .revocation(endpoint(server, told, "revocation_endpoint", "/oauth/revoke"))
                .scopes(MastodonProfile.SCOPES)
                // Whoever is signed in there and has connected an account before would come straight back as that one.
                .authorizationParameter("force_login", "true")
                .clientAuthentication(ClientAuthentication.BODY)
                .build();
    }

    /** What a server tells counts as long as it is of the server itself: consent for it is given nowhere else. */
    private static URI endpoint(URI server, JsonNode told, String name, String usual) {
        String address = told.path(name).asText();
        boolean own = address.startsWith(server + "/") && address.matches("[!-~]{1,500}");
        return URI.create(own ? address : server + usual);
    }

    ServerAnswer<OAuth2App> register(AppRequest request, Instant deadline) {
        URI server = request.server().address();
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("client_name", request.name())
                // One text, which servers of every version take.
                .put("redirect_uris", request.redirectUri().toString())
                .put("scopes", String.join(" ", request.scopes()))
                .put("website", request.website().toString());
        return api.tell(server, "/api/v1/apps", body, deadline)
                .fold(
                        reply -> registered(server, reply),
                        notSent -> new NotReached<>(notSent.reason()),
                        lost -> new NotReached<>(lost.reason()));
    }

    private static ServerAnswer<OAuth2App> registered(URI server, Reply reply) {
        if (reply.status() == 429 || reply.status() >= 500) {
            return new NotReached<>(
                    server.getHost() + " says: " + MastodonApi.error(reply).message());
        }
        if (!reply.isSuccess()) {
            return new Refused<>(
                    Entered.noMastodon(server, MastodonApi.error(reply).message()));
        }
        try {
            return new Given<>(new OAuth2App(
                    reply.text("/client_id"),
                    Optional.of(reply.json().path("client_secret").asText()).filter(secret -> !secret.isEmpty())));
        } catch (UnexpectedAnswerException e) {
            return new Refused<>(Entered.noMastodon(server, e.getMessage()));
        }
    }
}
