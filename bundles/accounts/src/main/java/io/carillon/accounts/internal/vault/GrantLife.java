package io.carillon.accounts.internal.vault;

import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.store.AccountStore.Renewal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long a grant can be made to last, read off what it holds.
 *
 * @param lastsUntil however often it is renewed; empty where that is not known, or never
 */
public record GrantLife(Renewal renewal, Optional<Instant> lastsUntil) {

    public static GrantLife of(Grant grant) {
        if (grant.secret(OAuth2Grant.CLIENT_ID).isEmpty()) {
            return new GrantLife(Renewal.CONNECTOR, Optional.empty());
        }
        return grant.secret(OAuth2Grant.REFRESH_TOKEN).isEmpty()
                ? new GrantLife(Renewal.NOBODY, grant.expiresAt())
                : new GrantLife(Renewal.TOKEN, renewableUntil(grant).map(end -> later(end, grant.expiresAt())));
    }

    /** Until when a refresh token can be used; empty where that is not known, or for ever. */
    public static Optional<Instant> renewableUntil(Grant grant) {
        return Stream.of(OAuth2Grant.REFRESH_ENDS_AT, OAuth2Grant.CONSENT_ENDS_AT)
                .flatMap(name -> grant.secret(name).stream())
                .map(Instant::parse)
                .min(Comparator.naturalOrder());
    }

    /** The last access token serves until its own end. */
    private static Instant later(Instant end, Optional<Instant> other) {
        return other.filter(one -> one.isAfter(end)).orElse(end);
    }
}
