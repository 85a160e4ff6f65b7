package io.carillon.core.internal.post;

import io.carillon.api.model.Horizon;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.StaleException;
import io.carillon.core.recurrence.Planning;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes deliveries of recurring posts as time goes on. What a post's horizon was is part of the change, and an occurrence
 * has one place for each account: however many do this at once, nothing is made twice.
 */
final class Extension {

    private static final Logger LOG = LoggerFactory.getLogger(Extension.class);

    /** What a server that was off for longer than a horizon finds over by more than this is left out. */
    static final Duration MISSED = Duration.ofDays(7);

    /** What cannot be planned is tried again after this; deliveries are planned for longer. */
    static final Duration PARKED = Duration.ofHours(1);

    private static final int PIECE = 100;

    private final PostStore posts;
    private final SeriesStore series;
    private final Deliveries deliveries;

    Extension(PostStore posts, SeriesStore series, Deliveries deliveries) {
        this.posts = posts;
        this.series = series;
        this.deliveries = deliveries;
    }

    /** @return whether any deliveries were made */
    boolean run(Instant now) {
        boolean made = false;
        List<StoredPost> due;
        int extended;
        do {
            due = series.toExtend(now, PIECE);
            extended = (int) due.stream().filter(post -> extend(post, now)).count();
            made |= extended > 0;
        } while (due.size() == PIECE && extended > 0);
        return made;
    }

    private boolean extend(StoredPost post, Instant now) {
        try {
            return change(post, extension(post, now));
        } catch (ZoneRulesException e) {
            LOG.warn(
                    "The post {} cannot be planned further: the Java of this server does not know the zone {}. What is"
                            + " planned goes out; choose another zone, or run it with newer time zone data.",
                    post.id(),
                    post.post().schedule().orElseThrow().zone());
        } catch (IllegalArgumentException | DateTimeException e) {
            // A rule that was right when it was stored and is no more must not keep the others from going on.
            LOG.error("The post {} cannot be planned further; choose its times anew.", post.id(), e);
        }
        return change(post, parked(post, now));
    }

    private boolean change(StoredPost post, PostChange change) {
        try {
            posts.change(change);
            return true;
        } catch (StaleException | InUseException e) {
            LOG.debug("Another extended or changed the post {}", post.id());
            return false;
        }
    }

    /** To be looked at again later, perhaps by a server that can. */
    private static PostChange parked(StoredPost post, Instant now) {
        Horizon before = post.horizon().orElseThrow();
        Horizon later = new Horizon(before.plannedTo(), Optional.of(now.plus(PARKED)), before.shownFrom());
        return new PostChange(
                post.withHorizon(Optional.of(later)),
                post.revision(),
                List.of(),
                List.of(),
                List.of(),
                post.horizon(),
                List.of());
    }

    private PostChange extension(StoredPost post, Instant now) {
        Schedule schedule = post.post().schedule().orElseThrow();
        Horizon before = post.horizon().orElseThrow();
        int accounts = post.post().accounts().size();
        Planning planning = Planning.of(schedule, before.plannedTo(), now.minus(MISSED), accounts, now);
        StoredPost after = post.withHorizon(Optional.of(planning.horizon()));
        return new PostChange(
                after,
                post.revision(),
                deliveries.create(Timetable.at(after, planning.starts()), now),
                List.of(),
                List.of(),
                post.horizon(),
                List.of());
    }
}
