package io.carillon.persistence.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.db.Transactions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of any length do the same, however the database runs them. */
@OnEachDatabase
class BatchTest {

    private static final int FEW = 3;
    private static final int MANY = 20;

    private static final String UPDATE =
            "UPDATE sampling SET permalink = ?, platform = ?, published_at = ?, failures = ?"
                    + " WHERE delivery_id = ? AND failures = ?";

    private final Transactions transactions = TestStores.empty().database().transactions();

    private record Sample(String id, String permalink, long publishedAt, int failures) {}

    @Test
    void fewRowsGetValuesOfTheirOwn() {
        rowsGetValuesOfTheirOwn(FEW);
    }

    @Test
    void manyRowsGetValuesOfTheirOwn() {
        rowsGetValuesOfTheirOwn(MANY);
    }

    @Test
    void moreRowsThanOneStatementTakesGetValuesOfTheirOwn() {
        rowsGetValuesOfTheirOwn(1_203);
    }

    private void rowsGetValuesOfTheirOwn(int count) {
        store(count);
        int[] touched = update(IntStream.range(0, count)
                .mapToObj(i -> new Sample("d" + i, i % 2 == 0 ? null : "it's \"{,}\\" + i, Long.MAX_VALUE - i, 5))
                .toList());
        assertThat(touched).hasSize(count).containsOnly(1);
        assertThat(stored().get(0)).isEqualTo(new Sample("d0", null, Long.MAX_VALUE, 5));
        assertThat(stored().get(1)).isEqualTo(new Sample("d1", "it's \"{,}\\1", Long.MAX_VALUE - 1, 5));
    }

    @Test
    void whatAllHaveInCommonMayBeNull() {
        store(MANY);
        update(IntStream.range(0, MANY)
                .mapToObj(i -> new Sample("d" + i, null, 7, 5))
                .toList());
        assertThat(stored())
                .hasSize(MANY)
                .allMatch(sample -> sample.permalink() == null && sample.publishedAt() == 7 && sample.failures() == 5);
    }

    @Test
    void eachItemIsToldWhetherItsRowMatched() {
        store(MANY);
        update(List.of(new Sample("d3", "moved on", 1, 9), new Sample("d7", "moved on", 1, 9)));
        int[] touched = update(IntStream.range(0, MANY + 1)
                .mapToObj(i -> new Sample("d" + i, "changed", 2, 5))
                .toList());
        assertThat(IntStream.range(0, MANY + 1).filter(i -> touched[i] == 0)).containsExactly(3, 7, MANY);
        assertThat(stored().stream().filter(sample -> sample.permalink().equals("moved on")))
                .hasSize(2);
    }

    private void store(int count) {
        transactions.sql(connection -> Sql.batch(
                connection,
                "INSERT INTO sampling (delivery_id, workspace_id, account_id, platform, remote_id, published_at, age_s,"
                        + " wake_at, failures) VALUES (?, 'w', 'a', 'p', 'r', 0, 0, 0, 0)",
                IntStream.range(0, count).boxed().toList(),
                (in, i) -> in.text("d" + i)));
    }

    /** Those that never failed. */
    private int[] update(List<Sample> samples) {
        return transactions.sql(
                connection -> Sql.batch(connection, UPDATE, samples, (in, sample) -> in.text(sample.permalink())
                        .text("p2")
                        .number(sample.publishedAt())
                        .count(sample.failures())
                        .text(sample.id())
                        .count(0)));
    }

    private List<Sample> stored() {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT delivery_id, permalink, published_at, failures FROM sampling ORDER BY LENGTH(delivery_id), delivery_id",
                in -> {},
                row -> new Sample(row.text(), row.maybeText().orElse(null), row.number(), row.count())));
    }
}
