package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.ClaimOrder;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.post.PostLoader;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds what wakes, and takes it. */
final class Claiming {

    private static final String WAKING = "SELECT %s, " + Candidate.COLUMNS
            + " FROM %s%s WHERE wake_at <= ? AND state IN ('SCHEDULED', 'RETRYING', 'IN_DOUBT') AND platform IN (%s)"
            + " AND (claim_id IS NULL OR claim_until_at <= ?)%s ORDER BY wake_at FETCH FIRST ? ROWS ONLY %s";

    private static final String DOUBTED = "SELECT %s, " + Candidate.COLUMNS
            + " FROM %s WHERE id IN (%s) AND state = 'IN_DOUBT' AND (claim_id IS NULL OR claim_until_at <= ?)"
            + " ORDER BY id FETCH FIRST ? ROWS ONLY %s";

    /** What {@link Candidate#kind} calls to prepare or to reconcile. */
    private static final String NOT_TO_PUBLISH = " AND (state = 'IN_DOUBT' OR prep_state = 'PENDING'"
            + " OR prep_state = 'READY' AND (prepared_expires_at <= ? OR prepared_expires_at <= COALESCE(retry_at, due_at)))";

    /**
     * Takes a row only if nothing that the engine goes by has changed since it was found. COALESCE keeps the database from
     * looking for rows by when they wake: statistics say that this tells them apart, and where thousands are due at one
     * instant each would be looked for among all of them.
     */
    private static final String TAKE =
            "UPDATE %s SET state = ?, retry_at = ?, wake_at = ?, claim_id = ?, claim_kind = ?,"
                    + " claim_node = ?, claim_boot = ?, claim_at = ?, claim_until_at = ?"
                    + " WHERE id = ? AND state = ? AND revision = ? AND due_at = ? AND COALESCE(wake_at, 0) = ?"
                    + " AND COALESCE(claim_id, '') = ?";

    /** What is claimed for its doubt alone need not have a wake time. */
    private static final long NEVER = 0;

    private final Connection connection;
    private final Dialect dialect;
    private final ClaimOrder order;
    private final Table table;

    /** By the clock that ends claims. */
    private final Instant now;

    /** A candidate and the claim that is to be on it. */
    private record Wish(Candidate found, AttemptId id, ClaimKind kind, Delivery claimed) {}

    Claiming(Connection connection, Dialect dialect, ClaimTime time, Table table, ClaimOrder order)
            throws SQLException {
        this.connection = connection;
        this.dialect = dialect;
        this.order = order;
        this.table = table;
        now = time.now(connection, order.now());
    }

    List<Claim> claim(int limit) throws SQLException {
        return claim(find(limit), wish -> wish.found().delivery().wakeAt().orElseThrow());
    }

    /** @param doubts at most as many as fit into one statement */
    List<Claim> claimDoubted(Map<DeliveryId, AttemptId> doubts, int limit) throws SQLException {
        List<Candidate> found = findDoubted(doubts.keySet(), limit).stream()
                .filter(candidate ->
                        order.leases().containsKey(candidate.delivery().platform()))
                .filter(candidate ->
                        candidate.isAbout(doubts.get(candidate.delivery().id())))
                .toList();
        return claim(found, wish -> order.now());
    }

    private List<Claim> claim(List<Candidate> found, Function<Wish, Instant> wake) throws SQLException {
        List<Wish> taken = take(found.stream().map(this::wish).toList());
        taken.sort(Comparator.comparing(wake));
        Map<DeliveryId, PreparedValue> prepared = prepared(taken);
        Map<DeliveryId, List<Publication>> published = table == Table.STEP
                ? StepRows.published(
                        connection, taken.stream().map(Wish::claimed).toList())
                : Map.of();
        Map<PostId, StoredPost> posts = PostLoader.byId(
                connection, taken.stream().map(wish -> wish.claimed().post()).toList());
        return taken.stream()
                .filter(wish -> posts.containsKey(wish.claimed().post()))
                .map(wish -> new Claim(
                        wish.id(),
                        wish.kind(),
                        wish.claimed(),
                        posts.get(wish.claimed().post()),
                        Optional.ofNullable(prepared.get(wish.claimed().id())),
                        wish.found().preparedExpiresAt(),
                        wish.claimed().wakeAt().orElseThrow(),
                        wish.kind() == ClaimKind.RECONCILE ? wish.found().doubted() : Optional.empty(),
                        published.getOrDefault(wish.claimed().id(), List.of()),
                        wake.apply(wish)))
                .toList();
    }

    private List<Candidate> findDoubted(Set<DeliveryId> deliveries, int limit) throws SQLException {
        return Sql.query(
                connection,
                String.format(DOUBTED, table.columns(), table, Sql.marks(deliveries.size()), dialect.claimClause()),
                in -> in.texts(deliveries.stream().map(DeliveryId::value).toList())
                        .moment(now)
                        .count(limit),
                row -> Candidate.read(table, row));
    }

    private List<Candidate> find(int limit) throws SQLException {
        List<String> platforms =
                order.leases().keySet().stream().map(Platform::id).sorted().toList();
        return Sql.query(
                connection,
                String.format(
                        WAKING,
                        table.columns(),
                        table,
                        Sql.derbyIndex(table.byWake()),
                        Sql.marks(platforms.size()),
                        order.arming() ? "" : NOT_TO_PUBLISH,
                        dialect.claimClause()),
                in -> {
                    in.moment(order.horizon()).texts(platforms).moment(now);
                    if (!order.arming()) {
                        in.moment(order.now());
                    }
                    in.count(limit);
                },
                row -> Candidate.read(table, row));
    }

    private Wish wish(Candidate found) {
        ClaimKind kind = found.kind(order.now());
        Delivery delivery = found.delivery();
        Delivery claimed = delivery.toBuilder()
                .state(kind == ClaimKind.PUBLISH ? delivery.state().become(DeliveryState.ARMED) : delivery.state())
                .retryAt(kind == ClaimKind.PUBLISH ? Optional.empty() : delivery.retryAt())
                .wakeAt(Optional.of(found.until(kind, order)))
                .build();
        return new Wish(found, order.ids().get(), kind, claimed);
    }

    /** In the order of ids, as edits take them, so that neither waits for the other in a circle. */
    private List<Wish> take(List<Wish> wishes) throws SQLException {
        List<Wish> ordered = wishes.stream()
                .sorted(Comparator.comparing(wish -> wish.claimed().id()))
                .toList();
        int[] touched = Sql.batch(connection, String.format(TAKE, table), ordered, (in, wish) -> {
            Delivery before = wish.found().delivery();
            Instant until = end(wish);
            in.text(wish.claimed().state().name())
                    .moment(wish.claimed().retryAt())
                    .moment(until)
                    .text(wish.id().value())
                    .text(wish.kind().name())
                    .text(order.claimant().node())
                    .text(order.claimant().boot())
                    .moment(order.now())
                    .moment(until)
                    .text(before.id().value())
                    .text(before.state().name())
                    .number(before.revision())
                    .moment(before.due())
                    .number(before.wakeAt().map(Micros::of).orElse(NEVER))
                    .text(wish.found().formerClaim().orElse(""));
        });
        List<Wish> taken = new ArrayList<>();
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 1) {
                taken.add(ordered.get(i));
            }
        }
        return taken;
    }

    /**
     * The same end by the clock that ends claims. That one was read after the claimant's own, so what is stored is never
     * earlier than what the claimant goes by.
     */
    private Instant end(Wish wish) {
        return wish.claimed().wakeAt().orElseThrow().plus(Duration.between(order.now(), now));
    }

    /** Apart from the rest, because most deliveries have none and large values make every row heavier. */
    private Map<DeliveryId, PreparedValue> prepared(List<Wish> taken) throws SQLException {
        List<DeliveryId> ids = taken.stream()
                .map(Wish::claimed)
                .filter(delivery ->
                        delivery.preparation() != Preparation.NONE || delivery.state() == DeliveryState.IN_DOUBT)
                .map(Delivery::id)
                .toList();
        Map<DeliveryId, PreparedValue> values = new HashMap<>();
        for (List<DeliveryId> chunk : Chunks.of(ids)) {
            Sql.query(
                    connection,
                    "SELECT id, prepared FROM " + table + " WHERE prepared IS NOT NULL AND id IN ("
                            + Sql.marks(chunk.size()) + ")",
                    in -> in.texts(chunk.stream().map(DeliveryId::value).toList()),
                    row -> values.put(new DeliveryId(row.text()), new PreparedValue(row.text())));
        }
        return values;
    }
}
