package io.carillon.persistence.internal;

import io.carillon.persistence.internal.db.Dialect;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Tells the optimizer what the tables hold now. Both databases find out by themselves, but later than a test can wait. */
final class Statistics {

    private static final List<String> LARGE = List.of(
            "delivery", "post", "post_label", "post_account", "post_media", "attempt", "account", "account_grant");

    private Statistics() {}

    static void refresh(Stores stores) {
        Dialect dialect = stores.database().dialect();
        stores.database().transactions().sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : LARGE) {
                    statement.execute(
                            switch (dialect) {
                                case DERBY ->
                                    "CALL SYSCS_UTIL.SYSCS_UPDATE_STATISTICS(CURRENT SCHEMA, '"
                                            + table.toUpperCase(Locale.ROOT) + "', NULL)";
                                case POSTGRESQL -> "ANALYZE " + table;
                            });
                }
                return dialect;
            }
        });
    }
}
