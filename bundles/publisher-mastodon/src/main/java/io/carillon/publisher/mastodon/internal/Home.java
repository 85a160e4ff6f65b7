package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Account;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.publisher.support.http.StoppedException;
import java.net.URI;
import java.util.Optional;

/**
 * Where an account lives, and as whom we act there.
 *
 * @param accountId as the server names it
 */
record Home(URI server, String accountId, String token) {

    /** A setting of accounts, beside {@link MastodonProfile#SERVER}. */
    static final String ACCOUNT_ID = "accountId";

    /** @throws StoppedException if the account was never connected completely */
    static Home of(Account account) throws StoppedException {
        return known(account).orElseThrow(() -> new StoppedException(new ReauthorisationNeeded(unknown(account))));
    }

    /** Empty if the account was never connected completely. */
    static Optional<Home> known(Account account) {
        String server = account.settings().get(MastodonProfile.SERVER);
        String id = account.settings().get(ACCOUNT_ID);
        Optional<String> token = account.grant().secret(OAuth2Grant.ACCESS_TOKEN);
        return server == null || id == null
                ? Optional.empty()
                : token.map(secret -> new Home(URI.create(server), id, secret));
    }

    /** What is to be done about an account that was never connected completely. */
    static String unknown(Account account) {
        return "Nobody gave consent for " + account.handle() + "; connect it again.";
    }
}
