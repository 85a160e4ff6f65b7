package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.Seals;
import io.carillon.accounts.internal.oauth.ClientKey;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.OAuthAppStore.StoredApp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Apps in the store, with their secrets sealed. An app whose secret cannot be opened any more is as if it were not there. */
final class AppDesk {

    /** Of apps that an administrator entered. */
    static final String NO_SERVER = "";

    /** In the place of a server's address: what is no app, but the key that apps of the platform sign with. */
    private static final String KEY = "key";

    private static final Logger LOG = LoggerFactory.getLogger(AppDesk.class);
    private static final String SECRET = "clientSecret";
    private static final int DIGITS = 48;

    private final OAuthAppStore store;
    private final Seals seals;

    AppDesk(OAuthAppStore store, Seals seals) {
        this.store = store;
        this.seals = seals;
    }

    /** The app that a server knows with an address to come back to. */
    Optional<OAuth2App> registered(Platform platform, String server, String redirectUri) {
        return store.list(platform, server).stream()
                .filter(app -> app.redirectUri().equals(redirectUri))
                .flatMap(app -> open(app).stream())
                .findFirst();
    }

    /** The app with an id that a server gave. */
    Optional<OAuth2App> withId(Platform platform, String server, String clientId) {
        return store.list(platform, server).stream()
                .filter(app -> app.clientId().equals(clientId))
                .flatMap(app -> open(app).stream())
                .findFirst();
    }

    Optional<OAuth2App> entered(Platform platform) {
        return registered(platform, NO_SERVER, "");
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
        StoredApp row = sealed(platform, KEY, "", new OAuth2App(made.id(), Optional.of(made.jwk())));
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
        return registered(platform, KEY, "").flatMap(OAuth2App::clientSecret).map(ClientKey::parse);
    }

    void put(Platform platform, String server, String redirectUri, OAuth2App app) {
        store.put(sealed(platform, server, redirectUri, app));
    }

    private StoredApp sealed(Platform platform, String server, String redirectUri, OAuth2App app) {
        String id = id(platform, server, redirectUri);
        Map<String, String> secrets = new HashMap<>();
        app.clientSecret().ifPresent(secret -> secrets.put(SECRET, secret));
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

    private Optional<OAuth2App> open(StoredApp app) {
        try {
            Grant secrets = seals.open(Workspace.DEFAULT_ID, new AccountId(app.id()), app.sealed());
            return Optional.of(new OAuth2App(app.clientId(), secrets.secret(SECRET)));
        } catch (UnreadableGrantException e) {
            LOG.warn("The app for {} cannot be used: {}", app.platform(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String id(Platform platform, String server, String redirectUri) {
        String name = String.join("\n", List.of(platform.id(), server, redirectUri));
        return "app." + Hashes.sha256(name).substring(0, DIGITS);
    }
}
