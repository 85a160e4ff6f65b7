package io.carillon.rest.internal.auth;

import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/** The two cookies of a session. */
public final class Cookies {

    /** Says who the person is; scripts cannot read it. */
    public static final String SESSION = "carillon-session";

    /** To be sent back as a header; scripts of our own pages can read it, those of others cannot. */
    public static final String CSRF = "carillon-csrf";

    private final boolean secure;

    /** @param secure whether browsers may send them over HTTPS only */
    public Cookies(boolean secure) {
        this.secure = secure;
    }

    NewCookie[] of(String session, String csrf, Duration lifetime) {
        int seconds = Math.toIntExact(lifetime.toSeconds());
        return new NewCookie[] {cookie(SESSION, session, seconds, true), cookie(CSRF, csrf, seconds, false)};
    }

    /** Makes the browser forget both. */
    NewCookie[] none() {
        return of("", "", Duration.ZERO);
    }

    private NewCookie cookie(String name, String value, int seconds, boolean httpOnly) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(httpOnly)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
