package io.carillon.accounts.internal;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import java.util.Objects;
import java.util.Optional;

/**
 * What one consent gave, for all accounts that are made of it: a person, and the pages and channels of that person.
 *
 * @param id of its own; its grant is sealed for it
 */
public record SharedConsent(AccountId id, Grant grant) {

    public SharedConsent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(grant, "grant");
    }

    /** Whether an identity publishes with it, or is at least renewed by it; one with a token of its own is neither. */
    boolean carries(Grant identity) {
        return isSame(OAuth2Grant.REFRESH_TOKEN, identity) || isSame(OAuth2Grant.ACCESS_TOKEN, identity);
    }

    private boolean isSame(String secret, Grant identity) {
        Optional<String> token = grant.secret(secret);
        return token.isPresent() && token.equals(identity.secret(secret));
    }
}
