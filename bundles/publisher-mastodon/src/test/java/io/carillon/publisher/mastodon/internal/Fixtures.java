package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class Fixtures {

    static final MastodonConfig.Values CONFIG = new MastodonConfig.Values(
            Optional.empty(), Duration.ofMinutes(50), Duration.ofHours(12), Duration.ofMinutes(30));

    private Fixtures() {}

    static NetworkClient client() {
        return NetworkClients.allowing("127.0.0.1");
    }

    /** As connecting leaves it. */
    static Account account(MastodonSimulator mastodon, User user) {
        return account(mastodon, user, MastodonProfile.SCOPES.toArray(String[]::new));
    }

    static Account account(MastodonSimulator mastodon, User user, String... scopes) {
        Map<String, String> settings = new HashMap<>(Limits.USUAL.settings());
        settings.put("server", mastodon.url().toString());
        settings.put("accountId", user.id());
        return Account.of(
                        Platform.MASTODON,
                        "@" + user.name() + "@mastodon.example",
                        user.displayName(),
                        Grant.oauthToken(mastodon.token(user, scopes)))
                .withSettings(settings);
    }

    static Account with(Account account, String setting, String value) {
        Map<String, String> settings = new HashMap<>(account.settings());
        settings.put(setting, value);
        return account.withSettings(settings);
    }
}
