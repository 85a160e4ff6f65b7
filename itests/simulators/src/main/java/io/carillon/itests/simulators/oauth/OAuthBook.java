package io.carillon.itests.simulators.oauth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The apps, consents and tokens of a network. Thread-safe. */
public final class OAuthBook {

    /** As RFC 6749, section 4.1.2, advises at most. */
    private static final Duration CODES_KEEP = Duration.ofMinutes(10);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;
    private final Map<String, App> apps = new HashMap<>();
    private final Map<String, Consent> consents = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Set<String> revoked = new HashSet<>();

    public OAuthBook(Clock clock) {
        this.clock = clock;
    }

    public synchronized App register(
            String name, Optional<String> website, List<String> redirectUris, List<String> scopes) {
        App app = new App(Integer.toString(apps.size() + 1), secret(), secret(), name, website, redirectUris, scopes);
        apps.put(app.clientId(), app);
        return app;
    }

    public synchronized Optional<App> app(String clientId) {
        return Optional.ofNullable(apps.get(clientId));
    }

    /** Takes an app away, as networks do with apps that nobody uses: it is not known any more. */
    public synchronized void forget(App app) {
        apps.remove(app.clientId());
    }

    /** The same with all of them. */
    public synchronized void forgetApps() {
        apps.clear();
    }

    /** Somebody allows it; the code is good for one token. */
    synchronized String consent(
            App app, String user, String redirectUri, List<String> scopes, Optional<String> challenge) {
        String code = secret();
        consents.put(code, new Consent(app, user, redirectUri, scopes, challenge, clock.instant()));
        return code;
    }

    /** What was allowed under a code, which is used up by that. */
    synchronized Optional<Consent> redeem(String code) {
        return Optional.ofNullable(consents.remove(code))
                .filter(consent -> consent.givenAt().plus(CODES_KEEP).isAfter(clock.instant()));
    }

    /**
     * Gives whoever has allowed the same before the token that they have, as Doorkeeper does with {@code reuse_access_token}.
     *
     * @param user absent for a token that is the app's own
     */
    public synchronized Token issue(App app, Optional<String> user, List<String> scopes) {
        return tokensOf(app, user)
                .filter(token -> Set.copyOf(token.scopes()).equals(Set.copyOf(scopes)))
                .findFirst()
                .orElseGet(() -> newToken(app, user, scopes));
    }

    private Token newToken(App app, Optional<String> user, List<String> scopes) {
        Token token = new Token(secret(), app, user, scopes, clock.instant());
        tokens.put(token.value(), token);
        return token;
    }

    /** Those that are good. */
    private Stream<Token> tokensOf(App app, Optional<String> user) {
        return tokens.values().stream()
                .filter(token -> !revoked.contains(token.value()))
                .filter(token -> token.user().equals(user))
                .filter(token -> token.app().clientId().equals(app.clientId()));
    }

    /** Whether somebody allows an app all of this already. */
    synchronized boolean hasAllowed(String user, App app, List<String> scopes) {
        return tokensOf(app, Optional.of(user))
                .anyMatch(token -> scopes.stream().allMatch(token::allows));
    }

    /** A token that is good. */
    public synchronized Optional<Token> token(String value) {
        return Optional.ofNullable(tokens.get(value)).filter(token -> !revoked.contains(value));
    }

    /** Whether a token was good once. */
    public synchronized boolean isRevoked(String value) {
        return revoked.contains(value);
    }

    /** A token, whether or not it is still good. */
    synchronized Optional<Token> everIssued(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    public synchronized void revoke(Token token) {
        revoked.add(token.value());
    }

    /** Ends all that somebody ever allowed, as they can in their settings. */
    public synchronized void revokeAll(String user) {
        tokens.values().stream()
                .filter(token -> token.user().filter(user::equals).isPresent())
                .forEach(this::revoke);
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
