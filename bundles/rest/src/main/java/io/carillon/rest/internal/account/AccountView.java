package io.carillon.rest.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.Permissions;
import io.carillon.api.service.Publishers;
import io.carillon.rest.internal.body.WarningView;
import io.carillon.rest.internal.body.Zones;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A connected account as the API answers it: never its grant.
 *
 * @param problem why its status is not {@code CONNECTED}, and what its owner can do; null if there is nothing to say
 * @param permissions whether the network lets us do what publishing needs; null where its publisher is not installed
 */
public record AccountView(
        String id,
        String platform,
        String handle,
        String displayName,
        URI avatarUrl,
        AccountStatus status,
        Problem problem,
        String zone,
        Map<String, String> settings,
        Permissions permissions,
        List<WarningView> warnings) {

    public static AccountView of(Account account, Publishers publishers) {
        return new AccountView(
                account.id().value(),
                account.platform().id(),
                account.handle(),
                account.displayName(),
                account.avatarUrl().orElse(null),
                account.status(),
                account.problem().orElse(null),
                Zones.text(account.zone()),
                new TreeMap<>(account.settings()),
                publishers
                        .profile(account.platform())
                        .map(profile -> Permissions.of(account, profile.connect()))
                        .orElse(null),
                WarningView.ofZone(
                        "zone",
                        Optional.of(account.zone()),
                        "What is queued goes out at its times, but the queue cannot be changed."));
    }
}
