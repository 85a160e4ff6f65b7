package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.Seals;
import io.carillon.accounts.internal.oauth.ClientKey;
import io.carillon.accounts.internal.oauth.Scopes;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.OAuthAppStore.StoredApp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apps in the store; their secrets are sealed, and with them the scopes that servers know them for. An app whose secret
 * cannot be opened any more is as if it were not there.
 */
final class AppDesk {

    /** Of apps that an administrator entered. */
    static final String NO_SERVER = "";

    /** In the place of a server's address: what is no app, but the key that apps of the platform sign with. */
    private static final String KEY = "key";

    private static final Logger LOG = LoggerFactory.getLogger(AppDesk.class);
    private static final String SECRET = "clientSecret";
    private static final String SCOPES = "scopes";
    private static final int DIGITS = 48;

    private final OAuthAppStore store;
    private final Seals seals;

    AppDesk(OAuthAppStore store, Seals seals) {
        this.store = store;
        this.seals = seals;
    }

    /** An app with what is sealed of it. */
    private record Opened(OAuth2App app, Set<String> scopes) {}

    /** The app that a server knows with an address to come back to, and for all these scopes. */
    Optional<OAuth2App> registered(Platform platform, String server, String redirectUri, Collection<String> scopes) {
        return opened(platform, server, row -> row.redirectUri().equals(redirectUri))
                .filter(one -> one.scopes().containsAll(scopes))
                .map(Opened::app)
                .findFirst();
    }

    /** The app with an id that a server gave. */
    Optional<OAuth2App> withId(Platform platform, String server, String clientId) {
        return opened(platform, server, row -> row.clientId().equals(clientId))
                .map(Opened::app)
                .findFirst();
    }

    Optional<OAuth2App> entered(Platform platform) {
        return opened(platform, NO_SERVER, row -> true).map(Opened::app).findFirst();
    }

    private Stream<Opened> opened(Platform platform, String server, Predicate<StoredApp> wanted) {
        return store.list(platform, server).stream().filter(wanted).flatMap(row -> open(row).stream());
    }

    /**
     * The key that this installation signs with; of several servers that make one at once, one counts.
     *
     * @param anew whether one that cannot be opened is replaced. That ends every consent that was given to it, so it is done
     *     for whoever asks for a new one, and for nobody else: the vault's key may come back
     * @throws UnavailableException if it cannot be opened
     */
    ClientKey key(Platform platform, boolean anew) {
        Optional<ClientKey> known = knownKey(platform);
        if (known.isPresent()) {
            return known.get();
        }
        ClientKey made = ClientKey.generate();
        StoredApp row = sealed(
                id(platform, KEY, ""), platform, KEY, "", new OAuth2App(made.id(), Optional.of(made.jwk())), Set.of());
        if (store.add(row)) {
            return made;
        }
        return knownKey(platform).orElseGet(() -> {
            if (!anew) {
                throw new UnavailableException("The key that this server signs with for " + platform
                        + " was sealed with a key of the vault that is missing here. Restore that key, or connect an"
                        + " account anew.");
            }
            store.put(row);
            return made;
        });
    }

    private Optional<ClientKey> knownKey(Platform platform) {
        return opened(platform, KEY, row -> true)
                .findFirst()
                .flatMap(one -> one.app().clientSecret())
                .map(ClientKey::parse);
    }

    void enter(Platform platform, OAuth2App app) {
        store.put(sealed(id(platform, NO_SERVER, ""), platform, NO_SERVER, "", app, Set.of()));
    }

    /**
     * Keeps what a server gave us when we registered. It has a row of its own: what was given to another app of the same
     * server is still refreshed and given back as that.
     */
    void register(Platform platform, String server, String redirectUri, OAuth2App app, Collection<String> scopes) {
        String id = id(platform, server, redirectUri, app.clientId());
        store.put(sealed(id, platform, server, redirectUri, app, scopes));
    }

    private StoredApp sealed(
            String id, Platform platform, String server, String redirectUri, OAuth2App app, Collection<String> scopes) {
        Map<String, String> secrets = new HashMap<>();
        app.clientSecret().ifPresent(secret -> secrets.put(SECRET, secret));
        secrets.put(SCOPES, String.join(" ", scopes));
        return new StoredApp(
                id,
                platform,
                server,
                redirectUri,
                app.clientId(),
                seals.seal(Workspace.DEFAULT_ID, new AccountId(id), new Grant(secrets, Optional.empty())));
    }

    boolean removeEntered(Platform platform) {
        return store.remove(id(platform, NO_SERVER, ""));
    }

    /** A server knows an app no longer: the next consent there is asked for as a new one. */
    void forget(Platform platform, String server, String clientId) {
        remove(platform, server, row -> row.clientId().equals(clientId));
    }

    /** @return whether there was any app that the server gave us */
    boolean forgetAll(Platform platform, String server) {
        return remove(platform, server, row -> true);
    }

    private boolean remove(Platform platform, String server, Predicate<StoredApp> unwanted) {
        List<StoredApp> rows =
                store.list(platform, server).stream().filter(unwanted).toList();
        rows.forEach(row -> store.remove(row.id()));
        return !rows.isEmpty();
    }

    private Optional<Opened> open(StoredApp app) {
        try {
            Grant sealed = seals.open(Workspace.DEFAULT_ID, new AccountId(app.id()), app.sealed());
            return Optional.of(new Opened(
                    new OAuth2App(app.clientId(), sealed.secret(SECRET)),
                    Scopes.of(sealed.secret(SCOPES).orElse(""), ' ')));
        } catch (UnreadableGrantException e) {
            LOG.warn("The app for {} cannot be used: {}", app.platform(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String id(Platform platform, String... parts) {
        String name = platform.id() + "\n" + String.join("\n", parts);
        return "app." + Hashes.sha256(name).substring(0, DIGITS);
    }
}
