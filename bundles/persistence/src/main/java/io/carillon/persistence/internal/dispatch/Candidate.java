package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.ClaimOrder;
import io.carillon.persistence.internal.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A delivery that wakes, as it was found. */
record Candidate(
        Delivery delivery,
        Optional<String> formerClaim,
        Optional<Instant> preparedExpiresAt,
        Optional<Doubted> doubted) {

    /** What {@link #read} reads after a table's own columns. */
    static final String COLUMNS = "claim_id, prepared_expires_at, doubt_attempt_id, doubt_started_at, doubt_asked";

    static Candidate read(Table table, Row row) throws SQLException {
        return new Candidate(
                table.read(row),
                row.maybeText(),
                row.maybeMoment(),
                doubted(row.maybeText(), row.maybeMoment(), row.count()));
    }

    private static Optional<Doubted> doubted(Optional<String> attempt, Optional<Instant> startedAt, int asked) {
        return attempt.map(id -> new Doubted(new AttemptId(id), startedAt.orElse(Instant.EPOCH), asked));
    }

    boolean isAbout(AttemptId attempt) {
        return doubted.filter(doubt -> doubt.attempt().equals(attempt)).isPresent();
    }

    ClaimKind kind(Instant now) {
        if (delivery.state() == DeliveryState.IN_DOUBT) {
            return ClaimKind.RECONCILE;
        }
        Instant use = later(now, delivery.retryAt().orElse(delivery.due()));
        boolean isReady =
                switch (delivery.preparation()) {
                    case NONE -> true;
                    case PENDING -> false;
                    case READY -> preparedExpiresAt.map(use::isBefore).orElse(true);
                };
        return isReady ? ClaimKind.PUBLISH : ClaimKind.PREPARE;
    }

    Instant until(ClaimKind kind, ClaimOrder order) {
        return order.until(kind, delivery.platform(), delivery.due());
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
