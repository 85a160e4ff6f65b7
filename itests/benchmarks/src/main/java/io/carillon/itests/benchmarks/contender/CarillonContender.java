package io.carillon.itests.benchmarks.contender;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Carillon's engine on its own stores, as the server runs it. */
final class CarillonContender implements Contender {

    static final Platform BELL = new Platform("bench");
    private static final Account ACCOUNT = Account.of(BELL, "@bench", "Bench", Grant.none());

    private static final String UNFINISHED = "SELECT count(*) FROM delivery WHERE id > ? AND id < ?"
            + " AND (state <> 'PUBLISHED' OR NOT EXISTS (SELECT 1 FROM attempt"
            + " WHERE delivery_id = delivery.id AND result = 'PUBLISHED'))";

    static DatabaseSettings settings(Target target) {
        return DatabaseSettings.at(target.folder(), target.url(), target.user(), target.password());
    }

    @Override
    public void makeTables(Target target) {
        try (Stores stores = Stores.open(settings(target), Clock.systemUTC())) {
            stores.accounts().add(ACCOUNT, Optional.empty());
        }
    }

    @Override
    public void store(Connection connection, List<Item> items) throws SQLException {
        CarillonRows.load(connection, ACCOUNT.id(), BELL, items);
    }

    @Override
    public List<String> tables() {
        return CarillonRows.TABLES;
    }

    @Override
    public int unfinished(Connection connection, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED)) {
            statement.setString(1, Item.start("d", run));
            statement.setString(2, Item.start("d", run + 1));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public Service open(Target target, int inFlight) {
        return new CarillonService(target, Stores.open(settings(target), Clock.systemUTC()), inFlight);
    }
}
