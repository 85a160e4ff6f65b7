package io.carillon.rest.internal.auth;

import io.carillon.api.model.User;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.http.RemoteAddress;
import io.carillon.rest.internal.problem.ProblemDetail;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks passwords wherever one is sent, and slows down who guesses them. Thread-safe. */
public final class PasswordGate {

    private final Backend backend;
    private final Passwords passwords;
    private final LoginThrottle throttle;

    public PasswordGate(Backend backend, Passwords passwords, Clock clock) {
        this.backend = backend;
        this.passwords = passwords;
        throttle = new LoginThrottle(clock);
    }

    /**
     * The person of that name, if it is their password.
     *
     * @throws ProblemException 429 if the caller has to wait first
     */
    Optional<User> open(String username, String password, ContainerRequestContext request) {
        String key = username.toLowerCase(Locale.ROOT) + "\n" + RemoteAddress.of(request);
        throttle.begin(key).ifPresent(wait -> {
            throw tooMany("Too many failed tries. Try again in " + seconds(wait) + " s.", wait);
        });
        Optional<User> user = backend.identities().findUser(username);
        boolean right = passwords.check(password, user.map(User::passwordHash)).orElseThrow(() -> {
            throttle.withdrawn(key);
            return tooMany("Too many passwords are checked at this moment. Try again.", Duration.ofSeconds(1));
        });
        if (right) {
            throttle.succeeded(key);
        }
        return user.filter(one -> right);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static ProblemException tooMany(String detail, Duration wait) {
        return new ProblemException(
                ProblemDetail.of(429, "too-many-requests", detail),
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait))));
    }
}
