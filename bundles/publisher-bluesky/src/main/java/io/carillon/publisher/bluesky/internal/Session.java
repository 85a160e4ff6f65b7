package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * An account that we may act for: where its data server is, who it is there, and the grant that says so, by a consent or of
 * an app password.
 *
 * @param server the account's data server
 * @param did the account's permanent name
 */
record Session(URI server, String did, Grant grant) {

    /** Settings of an account that connecting finds out. */
    static final String SERVER = "server";

    static final String DID = "did";

    private static final String ACCESS = "accessJwt";
    private static final String REFRESH = "refreshJwt";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws StoppedException if the account was never connected completely */
    static Session of(Account account) throws StoppedException {
        String server = account.settings().get(SERVER);
        String did = account.settings().get(DID);
        Optional<String> token = token(account.grant());
        if (server == null || did == null || token.isEmpty()) {
            throw new StoppedException(new ReauthorisationNeeded(
                    "Nobody is signed in as " + account.handle() + "; connect the account again."));
        }
        return new Session(URI.create(server), did, account.grant());
    }

    private static Optional<String> token(Grant grant) {
        return grant.secret(OAuth2Grant.ACCESS_TOKEN).or(() -> grant.secret(ACCESS));
    }

    String accessToken() {
        return token(grant).orElseThrow();
    }

    /** Whether each call must prove that we have the key that the token is bound to. */
    boolean isBound() {
        return grant.secret(OAuth2Grant.DPOP_KEY).isPresent();
    }

    static Optional<String> refreshToken(Account account) {
        return account.grant().secret(REFRESH);
    }

    /** The two tokens of an answer to signing in or renewing; the grant ends with the first of them. */
    static Grant grant(Reply reply) {
        String access = reply.text("/" + ACCESS);
        return new Grant(Map.of(ACCESS, access, REFRESH, reply.text("/" + REFRESH)), expiry(access));
    }

    /** When a token ends by its own word; empty where it says nothing that we understand. */
    private static Optional<Instant> expiry(String token) {
        String[] parts = token.split("\\.");
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : ""));
            JsonNode seconds = claims.path("exp");
            return seconds.canConvertToLong() ? Optional.of(Instant.ofEpochSecond(seconds.asLong())) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
