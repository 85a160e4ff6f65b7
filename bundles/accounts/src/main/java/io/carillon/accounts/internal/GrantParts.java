package io.carillon.accounts.internal;

import io.carillon.api.model.Grant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an account lives by: what is its own, over what it shares with others.
 *
 * @param own such as a page's token; with a consent, whatever differs from it, and it ends with that
 */
record GrantParts(Grant own, Optional<SharedConsent> consent) {

    static final GrantParts NONE = new GrantParts(Grant.none(), Optional.empty());

    /** Takes an identity's grant apart; where nothing of it is the consent's, all of it is its own. */
    static GrantParts of(Grant whole, Optional<SharedConsent> consent) {
        Optional<SharedConsent> shared = consent.filter(one -> one.carries(whole));
        return shared.map(one -> new GrantParts(without(whole, one.grant()), shared))
                .orElseGet(() -> new GrantParts(whole, Optional.empty()));
    }

    private static Grant without(Grant whole, Grant shared) {
        Map<String, String> own = new HashMap<>(whole.secrets());
        own.entrySet().removeAll(shared.secrets().entrySet());
        return new Grant(own, Optional.empty());
    }

    Grant whole() {
        if (consent.isEmpty()) {
            return own;
        }
        Map<String, String> all = new HashMap<>(renewed().secrets());
        all.putAll(own.secrets());
        return new Grant(all, renewed().expiresAt());
    }

    /** What is renewed for the account. */
    Grant renewed() {
        return consent.map(SharedConsent::grant).orElse(own);
    }

    /** What is to be kept as renewed of what a connector made of the whole: what is the account's own stays that. */
    Grant renewedOf(Grant whole) {
        if (consent.isEmpty()) {
            return whole;
        }
        Map<String, String> shared = new HashMap<>(whole.secrets());
        own.secrets().keySet().forEach(name -> {
            shared.remove(name);
            renewed().secret(name).ifPresent(theirs -> shared.put(name, theirs));
        });
        return new Grant(shared, whole.expiresAt());
    }
}
