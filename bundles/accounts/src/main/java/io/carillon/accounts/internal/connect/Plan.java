package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.accounts.internal.oauth.OAuthClient;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Identity;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about a consent that nobody may see: sealed while the person is away.
 *
 * @param settings the person's answers, secret ones among them; only those that are none once identities are found
 * @param clientId of the app that the consent is asked for; another one cannot exchange the code
 * @param key that the tokens are to be bound to, as a JWK
 * @param identities that were found; empty until then
 * @param grant that the consent gave; absent until then
 */
record Plan(
        Map<String, String> settings,
        String verifier,
        URI redirectUri,
        String clientId,
        Optional<String> key,
        Optional<AccountId> account,
        Optional<String> returnTo,
        List<Identity> identities,
        Optional<Grant> grant) {

    private static final String SETTINGS = "settings";
    private static final String VERIFIER = "verifier";
    private static final String REDIRECT_URI = "redirectUri";
    private static final String CLIENT_ID = "clientId";
    private static final String KEY = "key";
    private static final String ACCOUNT = "account";
    private static final String RETURN_TO = "returnTo";
    private static final String IDENTITIES = "identities";
    private static final String GRANT = "grant";

    Plan {
        settings = Map.copyOf(settings);
        identities = List.copyOf(identities);
    }

    static Plan of(Grant content) {
        Map<String, String> texts = content.secrets();
        return new Plan(
                SealedMap.settings(texts.get(SETTINGS)),
                texts.get(VERIFIER),
                URI.create(texts.get(REDIRECT_URI)),
                texts.get(CLIENT_ID),
                content.secret(KEY),
                content.secret(ACCOUNT).map(AccountId::new),
                content.secret(RETURN_TO),
                SealedMap.identities(texts.get(IDENTITIES)),
                content.secret(GRANT).map(SealedMap::grant));
    }

    Grant content() {
        Map<String, String> texts = new HashMap<>();
        texts.put(SETTINGS, SealedMap.ofSettings(settings));
        texts.put(VERIFIER, verifier);
        texts.put(REDIRECT_URI, redirectUri.toString());
        texts.put(CLIENT_ID, clientId);
        key.ifPresent(jwk -> texts.put(KEY, jwk));
        account.ifPresent(id -> texts.put(ACCOUNT, id.value()));
        returnTo.ifPresent(address -> texts.put(RETURN_TO, address));
        texts.put(IDENTITIES, SealedMap.ofIdentities(identities));
        grant.ifPresent(given -> texts.put(GRANT, SealedMap.ofGrant(given)));
        return new Grant(texts, Optional.empty());
    }

    /** @param plain the settings that are no secrets */
    Plan found(Grant given, List<Identity> all, Map<String, String> plain) {
        return new Plan(
                plain, verifier, redirectUri, clientId, Optional.empty(), account, returnTo, all, Optional.of(given));
    }

    OAuthClient.Asking asking(String state) {
        return new OAuthClient.Asking(redirectUri, state, verifier, key.map(DpopKey::parse));
    }

    @Override
    public String toString() {
        return "Plan";
    }
}
