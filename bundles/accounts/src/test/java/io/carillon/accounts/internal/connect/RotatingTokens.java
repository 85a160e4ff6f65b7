package io.carillon.accounts.internal.connect;

import io.carillon.api.service.GuardedHttp;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A token endpoint that takes each refresh token once: who shows one a second time has ended the consent for all. */
final class RotatingTokens implements GuardedHttp {

    private static final String ENDED = "{\"error\":\"invalid_grant\",\"error_description\":\"Used already\"}";

    /** Seconds that an access token lives. */
    static final int LIFE = 3600;

    int life = LIFE;

    int refreshes;
    String scope = "read write";
    private int consents;
    private int rotated;
    private String good = "";

    @Override
    public synchronized Result send(Request request, Instant deadline) {
        Map<String, String> form = FakeHttp.form(request);
        if (form.get("grant_type").equals("authorization_code")) {
            consents++;
            rotated = 0;
            return tokens();
        }
        refreshes++;
        if (!form.get("refresh_token").equals(good)) {
            good = "";
            return reply(400, ENDED);
        }
        rotated++;
        return tokens();
    }

    @Override
    public Optional<String> refusal(URI address) {
        return Optional.empty();
    }

    private Result tokens() {
        String number = consents + "." + rotated;
        good = "RT-" + number;
        return reply(
                200,
                "{\"access_token\":\"AT-%s\",\"refresh_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"scope\":\"%s\"}"
                        .formatted(number, good, life, scope));
    }

    /** Its owner has changed their mind on the network's pages. */
    synchronized void end() {
        good = "";
    }

    private static Result reply(int status, String body) {
        return new Reply(status, name -> Optional.empty(), body);
    }
}
