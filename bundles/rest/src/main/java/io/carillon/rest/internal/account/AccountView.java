package io.carillon.rest.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.rest.internal.body.Zones;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** A connected account as the API answers it: never its grant. */
public record AccountView(
        String id,
        String platform,
        String handle,
        String displayName,
        URI avatarUrl,
        AccountStatus status,
        String zone,
        Map<String, String> settings) {

    static AccountView of(Account account) {
        return new AccountView(
                account.id().value(),
                account.platform().id(),
                account.handle(),
                account.displayName(),
                account.avatarUrl().orElse(null),
                account.status(),
                Zones.text(account.zone()),
                new TreeMap<>(account.settings()));
    }
}
