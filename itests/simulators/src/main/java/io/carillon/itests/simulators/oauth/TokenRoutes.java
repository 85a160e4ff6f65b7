package io.carillon.itests.simulators.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Refusal;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code /oauth/token} and {@code /oauth/revoke}, by RFC 6749, 7636 and 7009, with the texts of Doorkeeper. */
public final class TokenRoutes {

    private static final String UNKNOWN_CLIENT = "Client authentication failed due to unknown client, no client"
            + " authentication included, or unsupported authentication method.";
    private static final String BAD_GRANT = "The provided authorization grant is invalid, expired, revoked, does not"
            + " match the redirection URI used in the authorization request, or was issued to another client.";

    private final OAuthBook book;

    public TokenRoutes(OAuthBook book) {
        this.book = book;
    }

    public Routes routes() {
        return new Routes().post("/oauth/token", this::token).post("/oauth/revoke", this::revoke);
    }

    private Response token(Request request) {
        Fields fields = request.fields();
        App app = client(request);
        String type = fields.text("grant_type")
                .orElseThrow(() -> error(400, "invalid_request", "Missing required parameter: grant_type."));
        return switch (type) {
            case "authorization_code" -> answer(exchanged(app, fields));
            case "client_credentials" ->
                answer(book.issue(
                        app,
                        Optional.empty(),
                        fields.filled("scope")
                                .map(scopes -> List.of(scopes.split(" ")))
                                .orElse(List.of("read"))));
            default ->
                throw error(
                        400,
                        "unsupported_grant_type",
                        "The authorization grant type is not supported by the authorization server.");
        };
    }

    private Token exchanged(App app, Fields fields) {
        Consent consent =
                fields.filled("code").flatMap(book::redeem).orElseThrow(() -> error(400, "invalid_grant", BAD_GRANT));
        boolean same = consent.app().clientId().equals(app.clientId())
                && fields.text("redirect_uri").equals(Optional.of(consent.redirectUri()));
        boolean proved = consent.challenge().isEmpty()
                || fields.text("code_verifier").map(TokenRoutes::challenge).equals(consent.challenge());
        if (!same || !proved) {
            throw error(400, "invalid_grant", BAD_GRANT);
        }
        return book.issue(app, Optional.of(consent.user()), consent.scopes());
    }

    private Response revoke(Request request) {
        App app = client(request);
        Optional<Token> token = request.fields().text("token").flatMap(book::everIssued);
        if (token.filter(found -> !found.app().clientId().equals(app.clientId()))
                .isPresent()) {
            throw error(403, "unauthorized_client", "You are not authorized to revoke this token");
        }
        token.ifPresent(book::revoke);
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }

    private App client(Request request) {
        Optional<String[]> basic = request.basic();
        Optional<String> id =
                basic.map(pair -> pair[0]).or(() -> request.fields().text("client_id"));
        Optional<String> secret =
                basic.map(pair -> pair[1]).or(() -> request.fields().text("client_secret"));
        return id.flatMap(book::app)
                .filter(app -> secret.equals(Optional.of(app.clientSecret())))
                .orElseThrow(() -> error(401, "invalid_client", UNKNOWN_CLIENT));
    }

    private static Response answer(Token token) {
        return Response.ok(JsonNodeFactory.instance
                        .objectNode()
                        .put("access_token", token.value())
                        .put("token_type", "Bearer")
                        .put("scope", String.join(" ", token.scopes()))
                        .put("created_at", token.createdAt().getEpochSecond()))
                .with("Cache-Control", "no-store");
    }

    private static Refusal error(int status, String code, String description) {
        return new Refusal(Response.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", code).put("error_description", description)));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
