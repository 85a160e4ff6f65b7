package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.store.BeingAskedException;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.StaleException;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people change of deliveries, each by a compare-and-set.
 *
 * <p>Rows are taken in the order of their ids, as claims take them, and before their post: that's what keeps an edit and
 * a claim from waiting for each other.
 */
public final class DeliveryEdits {

    /** A visit to publish that was over in between leaves the state as it was, and what came of it in the rest. */
    private static final String AS_READ =
            " WHERE id = ? AND state = ? AND revision = ? AND due_at = ? AND attempts = ? AND COALESCE(retry_at, 0) = ?"
                    + " AND COALESCE(late_from_at, 0) = ? AND (claim_kind IS NULL OR claim_kind <> 'PUBLISH')";

    private static final String BEING_ASKED = "claim_kind = 'RECONCILE'";

    /** Under a claim for asking, the same may just be sent again. */
    private static final String NOT_BEING_ASKED = " AND (claim_kind IS NULL OR NOT " + BEING_ASKED + ")";

    private static final long NEVER = 0;

    private static final String CHANGE = " SET " + DeliveryRows.SET_STATE;

    private static final String NEVER_ATTEMPTED =
            " AND attempts = 0 AND NOT EXISTS (SELECT a.id FROM attempt a WHERE a.delivery_id = delivery.id"
                    + " AND a.kind IN (" + tries() + "))";

    private static final String NEVER_SENT = " AND (claim_kind IS NULL OR claim_kind <> 'PUBLISH')" + NEVER_ATTEMPTED;

    private static final String END_CLAIM = "UPDATE delivery SET " + DeliveryRows.END_CLAIM;

    private static final String OF_POST = " WHERE id = ? AND post_id = ?" + NEVER_SENT;

    private static final String OF_WHOLE_POST = " WHERE post_id = ?" + NEVER_SENT;

    private static final String REMOVE = "DELETE FROM delivery" + OF_POST;

    private static final String REMOVE_OF_POST = "DELETE FROM delivery" + OF_WHOLE_POST;

    private DeliveryEdits() {}

    private static String tries() {
        return Arrays.stream(Attempt.Kind.values())
                .filter(Attempt.Kind::isTry)
                .map(kind -> "'" + kind + "'")
                .collect(Collectors.joining(", "));
    }

    /**
     * @throws BeingAskedException if one in doubt is to have failed, and is being asked about
     * @throws StaleException if one of them has moved on
     */
    public static void change(Connection connection, List<DeliveryChange> changes) throws SQLException {
        List<DeliveryChange> ordered = changes.stream()
                .sorted(Comparator.comparing(change -> change.before().id()))
                .toList();
        for (DeliveryChange change : ordered) {
            Delivery before = change.before();
            Optional<Delivery> awaited = StepRows.settledBefore(connection, change.after());
            if (change.discards() && mayBePrepared(before)) {
                require(endClaim(connection, before) == 1, movedOn(before));
                DiscardRows.leave(connection, before.id());
            }
            int changed = Sql.update(connection, statement(change), in -> {
                DeliveryRows.bindState(in, change.after());
                if (Table.of(before) == Table.DELIVERY) {
                    DeliveryRows.bindPlanned(in, change.after());
                }
                in.moment(change.after().removedAt());
                asRead(in, before);
            });
            if (changed == 0 && change.deniesPublication()) {
                refuseBeingAsked(connection, before);
            }
            require(changed == 1, movedOn(before));
            StepRows.follow(connection, change.after());
            if (awaited.isPresent()) {
                // It came to this after the change was decided on, and found nobody waiting for it.
                StepRows.follow(connection, awaited.get());
            }
        }
    }

    private static void refuseBeingAsked(Connection connection, Delivery before) throws SQLException {
        String found = "SELECT id FROM " + Table.of(before) + " WHERE id = ? AND state = 'IN_DOUBT' AND " + BEING_ASKED;
        if (Sql.exists(connection, found, in -> in.text(before.id().value()))) {
            throw new BeingAskedException("The network is being asked about the delivery " + before.id() + ".");
        }
    }

    private static String movedOn(Delivery delivery) {
        return "The delivery " + delivery.id() + " has moved on since it was read.";
    }

    private static boolean mayBePrepared(Delivery before) {
        return before.step().isEmpty() && before.preparation() != Preparation.NONE;
    }

    /** Takes the row, and keeps whoever prepares it from storing anything more. */
    private static int endClaim(Connection connection, Delivery before) throws SQLException {
        return Sql.update(connection, END_CLAIM + AS_READ, in -> asRead(in, before));
    }

    private static void asRead(Binder in, Delivery before) throws SQLException {
        in.text(before.id().value())
                .text(before.state().name())
                .number(before.revision())
                .moment(before.due())
                .count(before.attempts())
                .number(before.retryAt().map(Micros::of).orElse(NEVER))
                .number(before.lateFrom().map(Micros::of).orElse(NEVER));
    }

    private static String statement(DeliveryChange change) {
        boolean isInDoubt = change.after().state() == DeliveryState.IN_DOUBT;
        Table table = Table.of(change.before());
        return "UPDATE " + table + CHANGE
                + (table == Table.DELIVERY ? ", " + DeliveryRows.SET_PLANNED : "")
                + ", " + DeliveryRows.SET_REMOVED
                + ", " + DeliveryRows.END_CLAIM
                + (change.discards() ? ", " + DeliveryRows.FORGET_PREPARED : "")
                + (isInDoubt ? "" : ", " + DeliveryRows.CLEAR_DOUBT)
                + AS_READ
                + (change.deniesPublication() ? NOT_BEING_ASKED : "");
    }

    /** @throws StaleException if one of them is gone, is being published or was attempted */
    public static void remove(Connection connection, PostId post, List<DeliveryId> ids) throws SQLException {
        for (DeliveryId id : ids.stream().sorted().toList()) {
            Sql.update(
                    connection, END_CLAIM + OF_POST, in -> in.text(id.value()).text(post.value()));
            DiscardRows.leave(connection, id);
            int removed =
                    Sql.update(connection, REMOVE, in -> in.text(id.value()).text(post.value()));
            require(removed == 1, "The delivery " + id + " was attempted, is being published, or is gone.");
            AttemptRows.remove(connection, id);
        }
    }

    /** @throws StaleException if one of them is being published or was attempted */
    public static void removeAll(Connection connection, PostId post) throws SQLException {
        Sql.update(connection, END_CLAIM + OF_WHOLE_POST, in -> in.text(post.value()));
        DiscardRows.leaveAll(connection, post);
        List<DeliveryId> all = Sql.query(
                connection,
                "SELECT id FROM delivery WHERE post_id = ?",
                in -> in.text(post.value()),
                row -> new DeliveryId(row.text()));
        Sql.update(connection, REMOVE_OF_POST, in -> in.text(post.value()));
        boolean some = exist(connection, post);
        require(!some, "A delivery of the post " + post + " is being published or was attempted.");
        for (DeliveryId id : all) {
            AttemptRows.remove(connection, id);
        }
    }

    public static boolean exist(Connection connection, PostId post) throws SQLException {
        return Sql.exists(
                connection,
                "SELECT id FROM delivery WHERE post_id = ? FETCH FIRST 1 ROWS ONLY",
                in -> in.text(post.value()));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StaleException(otherwise);
        }
    }
}
