package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.GuardedHttp.Reply;
import io.carillon.api.service.GuardedHttp.Result;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.minidev.json.JSONObject;

/** Reads what a token endpoint answers. */
final class TokenAnswer {

    private static final List<String> STANDARD =
            List.of("access_token", "token_type", "expires_in", "refresh_token", "scope");
    /** No standard has it, but most that say it do so by one of these names. */
    private static final List<String> REFRESH_LIVES = List.of("refresh_token_expires_in", "refresh_expires_in");

    /** A century, in seconds. */
    private static final long LONGEST = 3_155_760_000L;

    private static final String BEARER = "Bearer";
    private static final String DPOP = "DPoP";

    private final Registration registration;
    private final Map<String, String> before;
    private final Instant askedAt;
    private final Set<String> secrets;

    /**
     * Prepares to read an answer.
     *
     * @param before what the grant holds already: a refresh answers with the changes only
     * @param askedAt from which the life of a token counts: our own clock, whatever the network's says
     * @param secrets of the request, which no message may quote
     */
    TokenAnswer(Registration registration, Map<String, String> before, Instant askedAt, Set<String> secrets) {
        this.registration = registration;
        this.before = before;
        this.askedAt = askedAt;
        this.secrets = secrets;
    }

    TokenOutcome read(Result result) {
        if (result instanceof Reply reply) {
            return answered(reply);
        }
        return result instanceof GuardedHttp.Lost lost
                ? new TokenOutcome.Unclear(lost.reason(), true)
                : new TokenOutcome.Unclear(((GuardedHttp.NotSent) result).reason(), false);
    }

    private TokenOutcome answered(Reply reply) {
        Optional<TokenJson> json = TokenJson.parse(reply.body());
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return json.map(this::granted)
                    .orElseGet(
                            () -> new TokenOutcome.Unclear(host() + " answered with something that is no JSON.", true));
        }
        boolean busy = status == 429 || status == 503;
        if (busy || status >= 500 || json.isEmpty()) {
            return new TokenOutcome.Unclear(
                    host() + " answered with status " + status + (json.isEmpty() ? " and no JSON." : "."),
                    !busy && status >= 500);
        }
        return new TokenOutcome.Refused(
                safe(json.get().error()), safe(json.get().description()));
    }

    private TokenOutcome granted(TokenJson json) {
        // Some networks answer 200 with an error inside.
        if (find(json, "access_token").isEmpty() && !json.error().isEmpty()) {
            return new TokenOutcome.Refused(safe(json.error()), safe(json.description()));
        }
        JSONObject standard = new JSONObject();
        STANDARD.forEach(field -> find(json, field).ifPresent(value -> standard.put(field, value)));
        standard.putIfAbsent("token_type", BEARER);
        try {
            return checked(AccessTokenResponse.parse(standard), json);
        } catch (ParseException e) {
            // Not its message: it may quote the answer.
            return new TokenOutcome.Unclear(host() + " answered with no token that can be read.", true);
        }
    }

    private TokenOutcome checked(AccessTokenResponse response, TokenJson json) {
        AccessToken token = response.getTokens().getAccessToken();
        String type = token.getType().getValue();
        if (registration.dialect().dpop() && !DPOP.equalsIgnoreCase(type)) {
            return new TokenOutcome.Unclear(
                    host() + " gave a token of type " + safe(type) + ", which is not bound to our key.", true);
        }
        Map<String, String> secretsOfGrant = new HashMap<>(before);
        secretsOfGrant.put(OAuth2Grant.ACCESS_TOKEN, token.getValue());
        secretsOfGrant.put(OAuth2Grant.TOKEN_TYPE, type);
        secretsOfGrant.put(OAuth2Grant.CLIENT_ID, registration.app().clientId());
        Optional.ofNullable(response.getTokens().getRefreshToken())
                .ifPresent(refresh -> secretsOfGrant.put(OAuth2Grant.REFRESH_TOKEN, refresh.getValue()));
        putEnds(json, secretsOfGrant);
        // Without a word about scopes they are those that were asked for (RFC 6749 section 5.1).
        find(json, "scope").ifPresent(scope -> secretsOfGrant.put(OAuth2Grant.SCOPE, spaced(scope)));
        for (String field : registration.dialect().keptFields()) {
            find(json, field).ifPresent(value -> secretsOfGrant.put(field, value));
        }
        Optional<Instant> end =
                token.getLifetime() > 0 ? Optional.of(askedAt.plusSeconds(token.getLifetime())) : Optional.empty();
        return new TokenOutcome.Granted(new Grant(secretsOfGrant, end));
    }

    /** What is said of one refresh token counts for no other; a consent's end stays where it was when it was given. */
    private void putEnds(TokenJson json, Map<String, String> grant) {
        if (!Objects.equals(before.get(OAuth2Grant.REFRESH_TOKEN), grant.get(OAuth2Grant.REFRESH_TOKEN))) {
            grant.remove(OAuth2Grant.REFRESH_ENDS_AT);
        }
        REFRESH_LIVES.stream()
                .flatMap(field -> find(json, field).stream())
                .flatMap(life -> seconds(life).stream())
                .findFirst()
                .ifPresent(life -> grant.put(
                        OAuth2Grant.REFRESH_ENDS_AT, askedAt.plusSeconds(life).toString()));
        boolean isNew = !before.containsKey(OAuth2Grant.ACCESS_TOKEN);
        registration
                .consentLife()
                .filter(life -> isNew)
                .ifPresent(life -> grant.put(
                        OAuth2Grant.CONSENT_ENDS_AT, askedAt.plus(life).toString()));
    }

    /** Empty for what is no life: some say 0 where a token does not end. */
    private static Optional<Long> seconds(String life) {
        try {
            return Optional.of(Long.parseLong(life)).filter(number -> number > 0 && number <= LONGEST);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<String> find(TokenJson json, String field) {
        return Optional.ofNullable(registration.dialect().answerFields().get(field))
                .flatMap(json::at)
                .or(() -> json.field(field));
    }

    private String spaced(String scope) {
        return String.join(" ", Scopes.of(scope, registration.dialect().scopeSeparator()));
    }

    private String host() {
        URI token = registration.endpoints().token();
        return String.valueOf(token.getHost());
    }

    private String safe(String said) {
        return Plain.of(said, secrets);
    }
}
