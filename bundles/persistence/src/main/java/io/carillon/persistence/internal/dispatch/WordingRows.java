package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Wording;
import io.carillon.api.model.DeliveryId;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people wrote for networks instead of what was published: apart from attempts, since nearly none has it. */
final class WordingRows {

    private static final String INSERT =
            "INSERT INTO wording (attempt_id, delivery_id, text_before, text_after) VALUES (?, ?, ?, ?)";

    private static final String OF = "SELECT attempt_id, text_before, text_after FROM wording WHERE delivery_id = ?";

    private WordingRows() {}

    private record Entry(String attempt, Wording wording) {}

    static void insert(Connection connection, List<Attempt> attempts) throws SQLException {
        List<Attempt> worded = attempts.stream()
                .filter(attempt -> attempt.wording().isPresent())
                .toList();
        Sql.batch(connection, INSERT, worded, (in, attempt) -> in.text(
                        attempt.id().value())
                .text(attempt.delivery().value())
                .text(attempt.wording().flatMap(Wording::before))
                .text(attempt.wording().map(Wording::after)));
    }

    /** A story with its texts, which are looked for only where there are some. */
    static List<Attempt> in(Connection connection, DeliveryId delivery, List<Attempt> story) throws SQLException {
        if (story.stream().noneMatch(attempt -> attempt.kind() == Attempt.Kind.CORRECTED_BY_PERSON)) {
            return story;
        }
        Map<String, Wording> wordings = Sql.query(
                        connection,
                        OF,
                        in -> in.text(delivery.value()),
                        row -> new Entry(row.text(), new Wording(row.maybeText(), row.text())))
                .stream()
                .collect(Collectors.toMap(Entry::attempt, Entry::wording));
        return story.stream()
                .map(attempt -> attempt.worded(
                        Optional.ofNullable(wordings.get(attempt.id().value()))))
                .toList();
    }
}
