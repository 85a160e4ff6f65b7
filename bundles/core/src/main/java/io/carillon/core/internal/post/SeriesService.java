package io.carillon.core.internal.post;

import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Review;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.MediaCopies;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Series;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.WakePlan;
import io.carillon.core.recurrence.Occurrences;
import io.carillon.core.recurrence.Split;
import io.carillon.core.text.MessageFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with parts of recurring posts, and how those go on. */
@Component(service = Series.class)
public final class SeriesService implements Series {

    private final Posts all;
    private final PostStore posts;
    private final SeriesStore series;
    private final Gate gate;
    private final AddressCopies copies;
    private final DeliveryMaker deliveries;
    private final Extension extension;
    private final Ids ids;
    private final Clock clock;
    private final Shelf shelf;

    @Activate
    public SeriesService(
            @Reference Posts all,
            @Reference PostStore posts,
            @Reference SeriesStore series,
            @Reference DispatchStore dispatch,
            @Reference WorkspaceStore workspaces,
            @Reference AccountStore accounts,
            @Reference MediaStore media,
            @Reference Publishers publishers,
            @Reference Attachments attachments,
            @Reference MediaCopies copies,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge) {
        this(
                all,
                series,
                new Stores(posts, dispatch, workspaces, accounts, media),
                publishers,
                attachments,
                copies,
                real.ids(),
                real.clock(),
                nudge);
    }

    SeriesService(
            Posts all,
            SeriesStore series,
            Stores stores,
            Publishers publishers,
            Attachments attachments,
            MediaCopies copies,
            Ids ids,
            Clock clock,
            Runnable nudge) {
        this.all = all;
        this.posts = stores.posts();
        this.series = series;
        this.gate = new Gate(
                new References(stores.accounts(), stores.media()),
                new NetworkPreflight(
                        publishers, new MessageFactory(attachments), ConsentEnds.of(publishers, stores.accounts())));
        this.copies = new AddressCopies(copies);
        this.deliveries = new DeliveryMaker(
                new WakePlan(publishers), stores.media(), new Approvals(stores.workspaces()), queued -> false, ids);
        this.extension = new Extension(posts, series, deliveries);
        this.ids = ids;
        this.clock = clock;
        this.shelf = new Shelf(stores.posts(), nudge);
    }

    @Override
    public PostWithDeliveries edit(
            WorkspaceId workspace,
            PostId id,
            LocalDateTime occurrence,
            Reach reach,
            OptionalLong expectedRevision,
            UnaryOperator<Post> change,
            Optional<UserId> approver) {
        // Whoever loses a race makes the change again, on the part as it is then.
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            return switch (reach) {
                case THIS ->
                    takenOut(view, occurrence)
                            .map(own -> editDetached(own.post(), change, approver))
                            .orElseGet(() -> takeOut(view, occurrence, change, approver, this::now));
                case FOLLOWING -> editFollowing(view, occurrence, change, approver);
            };
        });
    }

    /** The post that an occurrence has become, unless the series has come to have it again: then that is meant. */
    private Optional<PostWithDeliveries> takenOut(PostWithDeliveries view, LocalDateTime occurrence) {
        StoredPost stored = view.post();
        return SeriesParts.has(stored, occurrence)
                ? Optional.empty()
                : series.findDetached(stored.workspace(), new Origin(stored.id(), occurrence));
    }

    private PostWithDeliveries editDetached(StoredPost own, UnaryOperator<Post> change, Optional<UserId> approver) {
        Post post = change.apply(own.post());
        SeriesParts.requireSingle(post);
        return editWhole(own, post, approver);
    }

    /** What was made of this very revision must not go over what somebody else has made of it since. */
    private PostWithDeliveries editWhole(StoredPost stored, Post post, Optional<UserId> approver) {
        return Races.lost(
                () -> all.edit(stored.workspace(), stored.id(), OptionalLong.of(stored.revision()), post, approver));
    }

    /** @param time when it is stored: copying what it shows may take a while */
    private PostWithDeliveries takeOut(
            PostWithDeliveries view,
            LocalDateTime occurrence,
            UnaryOperator<Post> change,
            Optional<UserId> approver,
            Supplier<Instant> time) {
        StoredPost stored = view.post();
        Post before = SeriesParts.single(stored, occurrence);
        Post post = change.apply(before);
        SeriesParts.requireSingle(post);
        SeriesParts.requireOpen(view, occurrence, occurrence::equals);
        return copying(stored, before, post, copied -> {
            Instant now = time.get();
            boolean chosen = !copied.schedule().equals(before.schedule());
            Gate.Admitted admitted = gate.admit(stored.workspace(), copied, chosen, now);
            StoredPost own =
                    ownPost(stored, admitted.post(), approver, now).withOrigin(new Origin(stored.id(), occurrence));
            PostWithDeliveries planned = PartPlan.of(deliveries, view, occurrence::equals, own, chosen, now);
            return store(without(view, occurrence, now), planned).withWarnings(admitted.warnings());
        });
    }

    private PostWithDeliveries copying(
            StoredPost stored, Post before, Post post, Function<Post, PostWithDeliveries> save) {
        return copies.saving(
                stored.workspace(),
                post,
                AddressCopies.in(before),
                named -> gate.admit(stored.workspace(), named, false, now()),
                save);
    }

    /** A post of its own for a part; what was approved of the series is so of a part that says the same. */
    private StoredPost ownPost(StoredPost stored, Post post, Optional<UserId> approver, Instant now) {
        StoredPost own = new StoredPost(ids.newPostId(), stored.workspace(), 1, post, now, now);
        StoredPost reviewed = stored.review()
                .filter(said -> stored.isApproved() && post.sendsTheSameAs(stored.post()))
                .map(said ->
                        own.withReview(new Review(said.verdict(), said.by(), said.at(), own.revision(), said.reason())))
                .orElse(own);
        return Approvals.kept(stored, reviewed, approver, now);
    }

    private PostWithDeliveries editFollowing(
            PostWithDeliveries view, LocalDateTime occurrence, UnaryOperator<Post> change, Optional<UserId> approver) {
        StoredPost stored = view.post();
        Post part = SeriesParts.following(stored, occurrence);
        Post post = change.apply(part);
        Schedule schedule = SeriesParts.recurring(stored);
        if (SeriesParts.isFirst(schedule, occurrence)) {
            return editWhole(stored, post, approver);
        }
        SeriesParts.requireOpen(view, occurrence, start -> !start.isBefore(occurrence));
        return copying(stored, part, post, copied -> {
            Instant now = now();
            Optional<Schedule> before = part.schedule();
            Post aligned = copied.withSchedule(copied.schedule().map(after -> Shift.follow(before, after)));
            boolean chosen = !aligned.schedule().equals(before);
            Gate.Admitted admitted = gate.admit(stored.workspace(), aligned, chosen, now);
            StoredPost own = ownPost(stored, admitted.post(), approver, now);
            PostWithDeliveries planned =
                    PartPlan.of(deliveries, view, start -> !start.isBefore(occurrence), own, chosen, now);
            return store(ending(view, occurrence, now), planned).withWarnings(admitted.warnings());
        });
    }

    @Override
    public PostWithDeliveries cancel(
            WorkspaceId workspace,
            PostId id,
            LocalDateTime occurrence,
            Reach reach,
            OptionalLong expectedRevision,
            UserId by) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Instant now = now();
            if (reach == Reach.THIS) {
                Optional<PostWithDeliveries> detached = takenOut(view, occurrence);
                if (detached.isPresent()) {
                    return all.cancel(workspace, detached.get().post().id(), OptionalLong.empty(), by);
                }
                SeriesParts.requireIn(SeriesParts.recurring(view.post()), occurrence, false);
                SeriesParts.requireOpen(view, occurrence, occurrence::equals);
                return shelf.change(new Told(ids, by, now).cancelled(without(view, occurrence, now)));
            }
            SeriesParts.requireIn(SeriesParts.recurring(view.post()), occurrence, true);
            if (SeriesParts.isFirst(SeriesParts.recurring(view.post()), occurrence)) {
                return all.cancel(workspace, id, expectedRevision, by);
            }
            SeriesParts.requireOpen(view, occurrence, start -> !start.isBefore(occurrence));
            return shelf.change(new Told(ids, by, now).cancelled(ending(view, occurrence, now)));
        });
    }

    @Override
    public PostWithDeliveries publishNow(
            WorkspaceId workspace, PostId id, LocalDateTime occurrence, OptionalLong expectedRevision) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Instant now = now();
            return takenOut(view, occurrence)
                    .map(own -> all.publishNow(workspace, own.post().id(), OptionalLong.empty()))
                    .orElseGet(() -> takeOut(view, occurrence, part -> atOnce(part, now), Optional.empty(), () -> now));
        });
    }

    private static Post atOnce(Post part, Instant now) {
        return part.withSchedule(part.schedule().map(schedule -> Schedule.at(now, schedule.zone())));
    }

    @Override
    public Optional<Instant> extend() {
        if (extension.run(now())) {
            shelf.nudge().run();
        }
        return series.nextExtension();
    }

    private PostChange without(PostWithDeliveries view, LocalDateTime occurrence, Instant now) {
        Schedule schedule = SeriesParts.recurring(view.post());
        Recurrence recurrence = schedule.recurrence().orElseThrow();
        TreeSet<LocalDateTime> exdates = new TreeSet<>(recurrence.exdates());
        exdates.add(occurrence);
        Schedule rest = schedule.withRecurrence(Optional.of(recurrence.withExdates(List.copyOf(exdates))));
        return leaving(view, rest, occurrence::equals, now);
    }

    private PostChange ending(PostWithDeliveries view, LocalDateTime occurrence, Instant now) {
        Schedule rest = Split.at(SeriesParts.recurring(view.post()), occurrence).before();
        return leaving(view, rest, start -> !start.isBefore(occurrence), now);
    }

    private PostChange leaving(PostWithDeliveries view, Schedule rest, Predicate<LocalDateTime> leaving, Instant now) {
        StoredPost before = view.post();
        StoredPost after = before.edited(before.post().withSchedule(Optional.of(rest)), now);
        return EditPlan.leaving(
                deliveries.of(after),
                shelf::wasAttempted,
                view,
                after.withHorizon(after.horizon().map(horizon -> fitting(horizon, rest))),
                leaving,
                now);
    }

    /** A series that now ends before its horizon has none any more. */
    private static Horizon fitting(Horizon horizon, Schedule rest) {
        boolean goesOn =
                Occurrences.of(rest).from(horizon.plannedTo()).findFirst().isPresent();
        return goesOn ? horizon : Timetable.closed(horizon);
    }

    private PostWithDeliveries store(PostChange change, PostWithDeliveries own) {
        shelf.change(change.creating(List.of(own)));
        return shelf.get(own.post().workspace(), own.post().id());
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
