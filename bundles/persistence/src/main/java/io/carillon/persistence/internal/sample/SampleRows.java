package io.carillon.persistence.internal.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Sample;
import io.carillon.api.store.Sampling;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures that were read, as rows. */
final class SampleRows {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Long>> FIGURES = new TypeReference<>() {};

    private SampleRows() {}

    static void insert(Connection connection, List<Sampling.Outcome> outcomes) throws SQLException {
        Sql.batch(
                connection,
                "INSERT INTO sample (delivery_id, age_s, workspace_id, account_id, taken_at, figures) VALUES ("
                        + Sql.marks(6) + ")",
                outcomes,
                (in, outcome) -> {
                    Sample sample = outcome.sample().orElseThrow();
                    in.text(sample.delivery().value())
                            .number(sample.age().toSeconds())
                            .text(outcome.claimed().workspace().value())
                            .text(outcome.claimed().account().value())
                            .moment(sample.takenAt())
                            .text(write(sample.figures()));
                });
    }

    static void report(Connection connection, List<Sampling.Outcome> outcomes) throws SQLException {
        Sql.batch(
                connection,
                "UPDATE delivery SET state = 'REPORTED' WHERE id = ? AND state = 'PUBLISHED'",
                outcomes,
                (in, outcome) -> in.text(outcome.claimed().delivery().value()));
    }

    static List<Sample> of(Connection connection, DeliveryId delivery) throws SQLException {
        return Sql.query(
                connection,
                "SELECT age_s, taken_at, figures FROM sample WHERE delivery_id = ? ORDER BY age_s",
                in -> in.text(delivery.value()),
                row -> new Sample(delivery, Duration.ofSeconds(row.number()), row.moment(), read(row.text())));
    }

    private static String write(Map<String, Long> figures) {
        try {
            return MAPPER.writeValueAsString(new TreeMap<>(figures));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Figures can't be written as JSON", e);
        }
    }

    private static Map<String, Long> read(String json) {
        try {
            return MAPPER.readValue(json, FIGURES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored figures can't be read", e);
        }
    }
}
