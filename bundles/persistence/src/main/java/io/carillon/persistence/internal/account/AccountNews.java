package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.EventType;
import io.carillon.api.publisher.Identity;
import io.carillon.persistence.internal.event.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of accounts, as events. */
final class AccountNews {

    private AccountNews() {}

    /** Whether there is something to tell: its status, the reason for it, or what its network lets us do. */
    static boolean isNews(Account before, Account after) {
        return before.status() != after.status()
                || !before.problem().equals(after.problem())
                || !scopes(before).equals(scopes(after));
    }

    private static Optional<String> scopes(Account account) {
        return Optional.ofNullable(account.settings().get(Identity.GRANTED_SCOPES));
    }

    /** Part of whatever changes the account, on its connection. */
    static void tell(Connection connection, Account account, AccountStatus status, Instant now) throws SQLException {
        Map<String, String> data = new TreeMap<>();
        data.put("account", account.id().value());
        data.put("platform", account.platform().id());
        data.put("status", status.name());
        account.problem().ifPresent(problem -> data.put("problem", problem.code()));
        EventLog.tell(connection, new EventLog.Happened(account.workspace(), EventType.ACCOUNT_CHANGED, data), now);
    }
}
