package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.persistence.internal.post.PostDocument;
import io.carillon.persistence.internal.post.PostReader;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Steps as rows, and what becomes of one for those that wait for it. */
public final class StepRows {

    private static final String OWN = "delivery_id, seq, kind, part, content";

    static final String COLUMNS = DeliveryRows.COMMON + ", " + OWN;

    private static final String INSERT =
            "INSERT INTO step (" + OWN + ", " + DeliveryRows.COMMON + ") VALUES (" + Sql.marks(29) + ")";

    private static final String LATER = " WHERE delivery_id = ? AND kind = 'THREAD_PART' AND state = 'SCHEDULED'"
            + " AND wake_at IS NULL AND part ";

    private static final String EXPLAIN = "UPDATE step SET problem_code = ?, problem_detail = ?" + LATER + "> ?";

    private static final String WAKE = "UPDATE step SET wake_at = due_at" + LATER + "= ?";

    private static final String BEFORE = " WHERE delivery_id = ? AND kind = 'THREAD_PART' AND part = ?";

    /** Waits for whoever changes the row, and keeps it as it is until the end of the transaction. */
    private static final String KEEP = "UPDATE step SET part = part" + BEFORE;

    private static final String SETTLED =
            "SELECT " + COLUMNS + " FROM step" + BEFORE + " AND state IN ('PUBLISHED', 'FAILED', 'CANCELLED')";

    private static final String TELL = "UPDATE delivery SET permalink = ? WHERE id = ?";

    private StepRows() {}

    static Delivery read(Row row) throws SQLException {
        Delivery plain = DeliveryRows.readCommon(row);
        DeliveryId follows = new DeliveryId(row.text());
        int position = row.count();
        Step.Kind kind = Step.Kind.valueOf(row.text());
        int part = row.count();
        Step step = PostReader.step(
                row.text(), (content, options) -> new Step(follows, position, kind, part, content, options));
        return plain.toBuilder().step(step).build();
    }

    /** Adds the steps among these. */
    public static void insert(Connection connection, List<Delivery> all) throws SQLException {
        List<Delivery> steps =
                all.stream().filter(one -> one.step().isPresent()).toList();
        Sql.batch(connection, INSERT, steps, (in, delivery) -> {
            Step step = delivery.step().orElseThrow();
            in.text(step.follows().value())
                    .count(step.position())
                    .text(step.kind().name())
                    .count(step.part())
                    .text(PostDocument.write(step));
            DeliveryRows.bind(in, delivery);
        });
    }

    /** The steps of deliveries, in their order. */
    public static Map<DeliveryId, List<Delivery>> of(Connection connection, Collection<DeliveryId> deliveries)
            throws SQLException {
        List<Delivery> found = new ArrayList<>();
        for (List<DeliveryId> chunk : Chunks.of(deliveries)) {
            found.addAll(Sql.query(
                    connection,
                    "SELECT " + COLUMNS + " FROM step" + Sql.derbyIndex("step_delivery") + " WHERE delivery_id IN ("
                            + Sql.marks(chunk.size()) + ")",
                    in -> in.texts(chunk.stream().map(DeliveryId::value).toList()),
                    StepRows::read));
        }
        return found.stream()
                .sorted(Comparator.comparing(one -> one.step().orElseThrow().position()))
                .collect(Collectors.groupingBy(one -> one.step().orElseThrow().follows()));
    }

    /** What steps follow: the post itself and then, for a part of a thread, the parts before it. */
    static Map<DeliveryId, List<Publication>> published(Connection connection, List<Delivery> steps)
            throws SQLException {
        List<DeliveryId> parents = steps.stream()
                .map(one -> one.step().orElseThrow().follows())
                .distinct()
                .toList();
        Map<DeliveryId, List<Delivery>> siblings = of(connection, parents);
        Map<DeliveryId, Publication> posts = posts(connection, parents);
        return steps.stream()
                .collect(Collectors.toMap(
                        Delivery::id, one -> published(one.step().orElseThrow(), posts, siblings)));
    }

    private static List<Publication> published(
            Step step, Map<DeliveryId, Publication> posts, Map<DeliveryId, List<Delivery>> siblings) {
        List<Publication> published = new ArrayList<>();
        Optional.ofNullable(posts.get(step.follows())).ifPresent(published::add);
        siblings.getOrDefault(step.follows(), List.of()).stream()
                .filter(other -> step.comesAfter(other.step().orElseThrow()))
                .flatMap(other -> other.publication().stream())
                .forEach(published::add);
        return published;
    }

    private static Map<DeliveryId, Publication> posts(Connection connection, List<DeliveryId> ids) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        for (List<DeliveryId> chunk : Chunks.of(ids)) {
            found.addAll(Sql.query(
                    connection,
                    "SELECT " + DeliveryRows.COLUMNS + " FROM delivery WHERE id IN (" + Sql.marks(chunk.size()) + ")",
                    in -> in.texts(chunk.stream().map(DeliveryId::value).toList()),
                    DeliveryRows::read));
        }
        return found.stream()
                .filter(one -> one.publication().isPresent())
                .collect(Collectors.toMap(Delivery::id, one -> one.publication().orElseThrow()));
    }

    /**
     * The part of a thread that one waits for, if that has come to something: nobody changes it before the end of the
     * transaction. To be called before the row of the waiting part is taken, since a settlement takes them in that order.
     */
    static Optional<Delivery> settledBefore(Connection connection, Delivery waiting) throws SQLException {
        Optional<Step> chained = waiting.step()
                .filter(step -> step.isChained()
                        && waiting.state() == DeliveryState.SCHEDULED
                        && waiting.wakeAt().isEmpty());
        if (chained.isEmpty()) {
            return Optional.empty();
        }
        Sql.Parameters before = in ->
                in.text(chained.get().follows().value()).count(chained.get().part() - 1);
        Sql.update(connection, KEEP, before);
        return Sql.query(connection, SETTLED, before, StepRows::read).stream().findFirst();
    }

    /** To be called after a row was given what came of it: wakes or explains what waits for it. */
    static void follow(Connection connection, Delivery after) throws SQLException {
        if (after.step().isEmpty()) {
            return;
        }
        Step step = after.step().get();
        boolean published = after.state() == DeliveryState.PUBLISHED;
        if (step.isChained()) {
            Optional<Problem> problem = Step.blockedBy(step, after.state());
            Sql.update(connection, EXPLAIN, in -> in.text(problem.map(Problem::code))
                    .text(problem.map(Problem::detail))
                    .text(step.follows().value())
                    .count(step.part()));
        }
        if (step.isChained() && published) {
            Sql.update(connection, WAKE, in -> in.text(step.follows().value()).count(step.part() + 1));
        }
        Optional<URI> permalink = after.publication().flatMap(Publication::permalink);
        if (step.kind() == Step.Kind.PERMALINK && published && permalink.isPresent()) {
            Sql.update(connection, TELL, in -> in.text(permalink.map(URI::toString))
                    .text(step.follows().value()));
        }
    }
}
