package io.carillon.persistence.internal.account;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountLook;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When accounts are looked at. That is no change of an account, and does not disturb those who change it. */
final class LookRows {

    /** In rows that nobody planned. */
    private static final long NEVER = 0;

    private static final String DUE = "SELECT workspace_id, id, platform, look_at FROM account"
            + " WHERE look_at <= ? AND status IN (?, ?) ORDER BY look_at, id FETCH FIRST ? ROWS ONLY";

    private static final String PLAN = "UPDATE account SET look_at = ? WHERE id = ? AND look_at = ?";

    private final Connection connection;

    LookRows(Connection connection) {
        this.connection = connection;
    }

    List<AccountLook> due(Instant until, int limit) throws SQLException {
        return Sql.query(
                connection,
                DUE,
                in -> in.moment(until)
                        .text(AccountStatus.CONNECTED.name())
                        .text(AccountStatus.EXPIRING.name())
                        .count(limit),
                row -> new AccountLook(
                        new WorkspaceId(row.text()),
                        new AccountId(row.text()),
                        new Platform(row.text()),
                        planned(row.number())));
    }

    private static Optional<Instant> planned(long at) {
        return at == NEVER ? Optional.empty() : Optional.of(Micros.instant(at));
    }

    boolean plan(AccountLook look, Instant next) throws SQLException {
        long known = look.at().map(Micros::of).orElse(NEVER);
        return Sql.update(connection, PLAN, in -> in.moment(next)
                        .text(look.account().value())
                        .number(known))
                > 0;
    }
}
