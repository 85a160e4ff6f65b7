package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;

import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.util.List;
import java.util.stream.IntStream;

/** Fills a database with accounts of another workspace whose grants end a minute apart from now on. */
final class GrantLoad {

    /** The key that every tenth of them is sealed with, the first ones; the others are sealed with another. */
    static final String KEY = "key-1";

    private static final int PIECE = 1_000;

    private GrantLoad() {}

    static void grants(Stores stores, int count) {
        for (int start = 0; start < count; start += PIECE) {
            List<Integer> piece = IntStream.range(start, Math.min(count, start + PIECE))
                    .boxed()
                    .toList();
            stores.database().transactions().sql(connection -> {
                Sql.batch(
                        connection,
                        "INSERT INTO account (id, workspace_id, platform, handle, display_name, status, zone, settings,"
                                + " created_at, updated_at, version, grant_id) VALUES (?, 'other', 'sandbox', ?, 'Name',"
                                + " 'CONNECTED', 'UTC', '{}', 0, 0, 1, ?)",
                        piece,
                        (in, i) -> in.text(id(i)).text("@" + i).text(id(i)));
                return Sql.batch(
                        connection,
                        "INSERT INTO account_grant (account_id, workspace_id, sealed, key_id, expires_at, updated_at)"
                                + " VALUES (?, 'other', 'sealed', ?, ?, 0)",
                        piece,
                        (in, i) -> in.text(id(i))
                                .text(i % 10 == 0 ? KEY : "key-2")
                                .number(Micros.of(NOW.plusSeconds(60L * i))));
            });
        }
    }

    private static String id(int i) {
        return "a_load_%06d".formatted(i);
    }
}
