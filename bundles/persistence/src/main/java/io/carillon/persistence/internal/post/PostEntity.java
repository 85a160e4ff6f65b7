package io.carillon.persistence.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A row of {@code post}. Its revision is the application's to raise, so it is no {@code @Version}. */
@Entity
@Table(name = "post")
public class PostEntity {

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

    void take(StoredPost post, boolean withoutDeliveries) {
        revision = post.revision();
        content = PostDocument.write(post.post());
        searchText = searchable(post.post().content().caption());
        bare = withoutDeliveries;
        updatedAt = Micros.of(post.updatedAt());
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
                : Micros.of(schedule.map(
                        s -> s.occurrence(horizon.orElseThrow().plannedTo()).instant()));
        shownFromAt = Micros.of(horizon.map(Horizon::shownFrom));
    }

    /** Lower case by Java and not by the database: PostgreSQL's idea of it depends on how it was set up. */
    static String searchable(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    boolean isOf(WorkspaceId workspace) {
        return workspaceId.equals(workspace.value());
    }

    long revision() {
        return revision;
    }

    PostId id() {
        return new PostId(id);
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
                                LocalDateTime.parse(to), Micros.maybe(horizonAt), Micros.instant(shownFromAt))));
    }

    private Optional<Schedule> schedule() {
        return Optional.ofNullable(basis)
                .map(chosen -> new Schedule(
                        Schedule.Basis.valueOf(chosen),
                        LocalDateTime.parse(local),
                        ZoneId.of(zone),
                        Optional.ofNullable(offset).map(ZoneOffset::of),
                        instant(),
                        Optional.ofNullable(adjusted).map(Schedule.Adjustment::valueOf),
                        Optional.ofNullable(recurrence).map(RecurrenceDocument::read)));
    }

    private Instant instant() {
        return Micros.instant(instantAt);
    }
}
