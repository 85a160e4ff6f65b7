package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Deliveries as rows: which columns, in which order, and how they are read and written. */
public final class DeliveryRows {

    /** What steps have, too. */
    static final String COMMON = "id, workspace_id, post_id, account_id, platform, due_at, revision, state,"
            + " wait_reason, idempotency_key, key_minted_at, prep_state, wake_at, attempts, retry_at, remote_id,"
            + " permalink, published_at, lateness_us, problem_code, problem_detail, late_from_at, occurrence, removed_at";

    /** What {@link #read} reads. */
    public static final String COLUMNS = COMMON + ", queued, upload_bytes";

    /** What {@link #bindState} writes: everything but what never changes, and what is people's alone. */
    static final String SET_STATE = "due_at = ?, revision = ?, state = ?, wait_reason = ?, idempotency_key = ?,"
            + " key_minted_at = ?, prep_state = ?, wake_at = ?, attempts = ?, retry_at = ?, remote_id = ?,"
            + " permalink = ?, published_at = ?, lateness_us = ?, problem_code = ?, problem_detail = ?, late_from_at = ?";

    /** What {@link #bindPlanned} writes. */
    static final String SET_PLANNED = "queued = ?, upload_bytes = ?";

    /** What a person's request to remove it writes. */
    static final String SET_REMOVED = "removed_at = ?";

    static final String END_CLAIM = "claim_id = NULL, claim_kind = NULL, claim_node = NULL, claim_boot = NULL,"
            + " claim_at = NULL, claim_until_at = NULL";

    static final String CLEAR_DOUBT = "doubt_attempt_id = NULL, doubt_started_at = NULL, doubt_asked = NULL";

    static final String FORGET_PREPARED = "prepared = NULL, prepared_expires_at = NULL";

    private static final int DETAIL_LENGTH = 4000;

    private static final String INSERT =
            "INSERT INTO delivery (post_created_at, " + COLUMNS + ") VALUES (" + Sql.marks(27) + ")";

    private DeliveryRows() {}

    public static Delivery read(Row row) throws SQLException {
        return readCommon(row).toBuilder()
                .queued(row.maybeText().map(QueuePlace::valueOf))
                .uploadBytes(row.maybeNumber().orElse(0L))
                .build();
    }

    static Delivery readCommon(Row row) throws SQLException {
        return new Delivery(
                new DeliveryId(row.text()),
                new WorkspaceId(row.text()),
                new PostId(row.text()),
                new AccountId(row.text()),
                new Platform(row.text()),
                row.moment(),
                row.number(),
                DeliveryState.valueOf(row.text()),
                row.maybeText().map(WaitReason::valueOf),
                new IdempotencyKey(row.text(), row.moment()),
                Preparation.valueOf(row.text()),
                row.maybeMoment(),
                row.count(),
                row.maybeMoment(),
                publication(row.maybeText(), row.maybeText(), row.maybeMoment()),
                row.maybeNumber().map(micros -> Duration.of(micros, ChronoUnit.MICROS)),
                problem(row.maybeText(), row.maybeText()),
                row.maybeMoment(),
                Optional.empty(),
                row.maybeText().map(LocalDateTime::parse),
                Optional.empty(),
                row.maybeMoment(),
                0);
    }

    private static Optional<Publication> publication(
            Optional<String> remoteId, Optional<String> permalink, Optional<Instant> at) {
        return at.map(moment -> new Publication(remoteId.orElse(""), permalink.map(URI::create), moment));
    }

    private static Optional<Problem> problem(Optional<String> code, Optional<String> detail) {
        return code.map(known -> new Problem(known, detail.orElse("")));
    }

    /**
     * Adds the deliveries among these that are no steps.
     *
     * @param post whose deliveries they are
     */
    public static void insert(Connection connection, StoredPost post, List<Delivery> all) throws SQLException {
        List<Delivery> deliveries =
                all.stream().filter(one -> one.step().isEmpty()).toList();
        Sql.batch(connection, INSERT, deliveries, (in, delivery) -> {
            in.moment(post.createdAt());
            bind(in, delivery);
            bindPlanned(in, delivery);
        });
    }

    static void bindPlanned(Binder in, Delivery delivery) throws SQLException {
        // NULL takes no room, and most carry nothing.
        in.text(delivery.queued().map(Enum::name)).number(delivery.uploadBytes() == 0 ? null : delivery.uploadBytes());
    }

    /** Binds everything that {@link #COMMON} names, in the order in which INSERT statements name it. */
    static void bind(Binder in, Delivery delivery) throws SQLException {
        in.text(delivery.id().value())
                .text(delivery.workspace().value())
                .text(delivery.post().value())
                .text(delivery.account().value())
                .text(delivery.platform().id());
        bindState(in, delivery);
        in.text(delivery.occurrence().map(LocalDateTime::toString)).moment(delivery.removedAt());
    }

    static void bindState(Binder in, Delivery delivery) throws SQLException {
        Optional<Publication> publication = delivery.publication();
        in.moment(delivery.due())
                .number(delivery.revision())
                .text(delivery.state().name())
                .text(delivery.waitReason().map(Enum::name))
                .text(delivery.key().value())
                .moment(delivery.key().mintedAt())
                .text(delivery.preparation().name())
                .moment(delivery.wakeAt())
                .count(delivery.attempts())
                .moment(delivery.retryAt())
                .text(publication.map(Publication::remoteId))
                .text(publication.flatMap(Publication::permalink).map(URI::toString))
                .moment(publication.map(Publication::publishedAt))
                .number(delivery.lateness().map(DeliveryRows::micros).orElse(null))
                .text(delivery.problem().map(Problem::code))
                .cut(delivery.problem().map(Problem::detail).orElse(null), DETAIL_LENGTH)
                .moment(delivery.lateFrom());
    }

    private static long micros(Duration duration) {
        return Micros.of(Instant.EPOCH.plus(duration));
    }
}
