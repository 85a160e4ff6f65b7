package io.carillon.persistence.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Review;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A row of {@code post}. Its revision is the application's to raise, so it is no {@code @Version}. */
@Entity
@Table(name = "post")
public class PostEntity {

    /** What {@link #read} reads. */
    static final String COLUMNS = "id, workspace_id, revision, content, sched_basis, sched_local, sched_zone,"
            + " sched_offset, sched_instant_at, sched_adjusted, sched_recurrence, planned_to, horizon_at, shown_from_at,"
            + " series_id, series_occurrence, review_verdict, review_by, review_at, review_revision, review_reason,"
            + " created_at, updated_at";

    /** In place of a schedule's basis: queues give the post its times. */
    private static final String QUEUE = "QUEUE";

    @Id
    private String id;

    @Column(name = "workspace_id")
    private String workspaceId;

    private long revision;
    private String content;

    @Column(name = "search_text")
    private String searchText;

    private boolean bare;

    @Column(name = "sched_basis")
    private String basis;

    @Column(name = "sched_local")
    private String local;

    @Column(name = "sched_zone")
    private String zone;

    @Column(name = "sched_offset")
    private String offset;

    @Column(name = "sched_instant_at")
    private Long instantAt;

    @Column(name = "sched_adjusted")
    private String adjusted;

    @Column(name = "sched_recurrence")
    private String recurrence;

    @Column(name = "planned_to")
    private String plannedTo;

    @Column(name = "planned_to_at")
    private Long plannedToAt;

    @Column(name = "horizon_at")
    private Long horizonAt;

    @Column(name = "shown_from_at")
    private Long shownFromAt;

    @Column(name = "series_id")
    private String seriesId;

    @Column(name = "series_occurrence")
    private String seriesOccurrence;

    @Column(name = "review_verdict")
    private String verdict;

    @Column(name = "review_by")
    private String reviewedBy;

    @Column(name = "review_at")
    private Long reviewedAt;

    @Column(name = "review_revision")
    private Long reviewedRevision;

    @Column(name = "review_reason")
    private String reviewReason;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "updated_at")
    private long updatedAt;

    protected PostEntity() {}

    static PostEntity fromRecord(StoredPost post, boolean bare) {
        PostEntity entity = new PostEntity();
        entity.id = post.id().value();
        entity.workspaceId = post.workspace().value();
        entity.createdAt = Micros.of(post.createdAt());
        entity.take(post, bare);
        return entity;
    }

    /** What {@link #toRecord} needs of a row, for whoever reads many. It belongs to no entity manager. */
    static PostEntity read(Row row) throws SQLException {
        PostEntity entity = new PostEntity();
        entity.id = row.text();
        entity.workspaceId = row.text();
        entity.revision = row.number();
        entity.content = row.text();
        entity.basis = row.text();
        entity.local = row.text();
        entity.zone = row.text();
        entity.offset = row.text();
        entity.instantAt = row.maybeNumber().orElse(null);
        entity.adjusted = row.text();
        entity.recurrence = row.text();
        entity.plannedTo = row.text();
        entity.horizonAt = row.maybeNumber().orElse(null);
        entity.shownFromAt = row.maybeNumber().orElse(null);
        entity.seriesId = row.text();
        entity.seriesOccurrence = row.text();
        entity.verdict = row.text();
        entity.reviewedBy = row.text();
        entity.reviewedAt = row.maybeNumber().orElse(null);
        entity.reviewedRevision = row.maybeNumber().orElse(null);
        entity.reviewReason = row.text();
        entity.createdAt = row.number();
        entity.updatedAt = row.number();
        return entity;
    }

    void take(StoredPost post, boolean withoutDeliveries) {
        revision = post.revision();
        content = PostDocument.write(post.post(), post.saidSince());
        searchText = searchable(post.post().content().caption());
        bare = withoutDeliveries;
        updatedAt = Micros.of(post.updatedAt());
        verdict = post.review().map(said -> said.verdict().name()).orElse(null);
        reviewedBy = post.review().map(said -> said.by().value()).orElse(null);
        reviewedAt = Micros.of(post.review().map(Review::at));
        reviewedRevision = post.review().map(Review::revision).orElse(null);
        reviewReason = post.review().map(Review::reason).orElse(null);
        Optional<Schedule> schedule = post.post().schedule();
        basis = schedule.map(s -> s.basis().name()).orElse(post.post().queued() ? QUEUE : null);
        local = schedule.map(s -> s.local().toString()).orElse(null);
        zone = schedule.map(s -> s.zone().getId()).orElse(null);
        offset = schedule.flatMap(Schedule::offset).map(ZoneOffset::getId).orElse(null);
        instantAt = Micros.of(schedule.map(Schedule::instant));
        adjusted = schedule.flatMap(Schedule::adjusted).map(Enum::name).orElse(null);
        recurrence = schedule.flatMap(Schedule::recurrence)
                .map(RecurrenceDocument::write)
                .orElse(null);
        take(post.horizon(), schedule);
        seriesId = post.origin().map(origin -> origin.series().value()).orElse(null);
        seriesOccurrence =
                post.origin().map(origin -> origin.occurrence().toString()).orElse(null);
    }

    private void take(Optional<Horizon> horizon, Optional<Schedule> schedule) {
        plannedTo = horizon.map(h -> h.plannedTo().toString()).orElse(null);
        horizonAt = Micros.of(horizon.flatMap(Horizon::extendAt));
        plannedToAt = horizonAt == null
                ? null
                : Micros.of(
                        schedule.map(s -> TimeZones.about(horizon.orElseThrow().plannedTo(), s.zone())));
        shownFromAt = Micros.of(horizon.map(Horizon::shownFrom));
    }

    /** Lower case by Java and not by the database: PostgreSQL's idea of it depends on how it was set up. */
    static String searchable(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    long revision() {
        return revision;
    }

    PostReader document() {
        return PostReader.of(content);
    }

    StoredPost toRecord(PostReader document, Map<AccountId, Account> accounts) {
        return new StoredPost(
                new PostId(id),
                new WorkspaceId(workspaceId),
                revision,
                QUEUE.equals(basis)
                        ? document.post(accounts, Optional.empty()).inQueue()
                        : document.post(accounts, schedule()),
                Micros.instant(createdAt),
                Micros.instant(updatedAt),
                Optional.ofNullable(seriesId)
                        .map(series -> new Origin(new PostId(series), LocalDateTime.parse(seriesOccurrence))),
                Optional.ofNullable(plannedTo)
                        .map(to -> new Horizon(
                                LocalDateTime.parse(to), Micros.maybe(horizonAt), Micros.instant(shownFromAt))),
                review(),
                document.saidSince().orElse(revision));
    }

    private Optional<Review> review() {
        return Optional.ofNullable(verdict)
                .map(said -> new Review(
                        Review.Verdict.valueOf(said),
                        new UserId(reviewedBy),
                        Micros.instant(reviewedAt),
                        reviewedRevision,
                        reviewReason));
    }

    private Optional<Schedule> schedule() {
        return Optional.ofNullable(basis)
                .map(chosen -> new Schedule(
                        Schedule.Basis.valueOf(chosen),
                        LocalDateTime.parse(local),
                        TimeZones.of(zone),
                        Optional.ofNullable(offset).map(ZoneOffset::of),
                        instant(),
                        Optional.ofNullable(adjusted).map(Schedule.Adjustment::valueOf),
                        Optional.ofNullable(recurrence).map(RecurrenceDocument::read)));
    }

    private Instant instant() {
        return Micros.instant(instantAt);
    }
}
