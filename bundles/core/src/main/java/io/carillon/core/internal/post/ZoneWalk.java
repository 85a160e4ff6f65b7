package io.carillon.core.internal.post;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.ZoneStore;
import io.carillon.core.internal.queue.QueueDesk;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through all that is scheduled by the wall clock of a zone, the nearest first, and moves what is not where the
 * zone's present rules have it. Going through it again moves nothing.
 */
final class ZoneWalk {

    private static final Logger LOG = LoggerFactory.getLogger(ZoneWalk.class);
    private static final int PIECE = 500;

    /** What came of it. */
    record Moves(int posts, int deliveries, int queues, int waiting) {

        private static final Moves NONE = new Moves(0, 0, 0, 0);
        private static final Moves QUEUE = new Moves(0, 0, 1, 0);

        Moves plus(Moves other) {
            return new Moves(
                    posts + other.posts, deliveries + other.deliveries, queues + other.queues, waiting + other.waiting);
        }

        boolean isNone() {
            return posts + deliveries + queues == 0;
        }
    }

    private final ZoneStore zones;
    private final PostStore posts;
    private final QueueStore queues;
    private final AccountStore accounts;
    private final QueueDesk desk;
    private final Deliveries deliveries;
    private final Clock clock;
    private final String dataVersion;

    ZoneWalk(
            ZoneStore zones,
            PostStore posts,
            QueueStore queues,
            AccountStore accounts,
            QueueDesk desk,
            Deliveries deliveries,
            Clock clock,
            String dataVersion) {
        this.zones = zones;
        this.posts = posts;
        this.queues = queues;
        this.accounts = accounts;
        this.desk = desk;
        this.deliveries = deliveries;
        this.clock = clock;
        this.dataVersion = dataVersion;
    }

    /**
     * Goes through a zone.
     *
     * @param from what was due earlier is left alone
     * @param sameWallTime when the clocks show what they showed at an instant by the rules before
     * @param keep is called between pieces, with what was moved in it
     */
    Moves run(String zone, Instant from, UnaryOperator<Instant> sameWallTime, Consumer<Moves> keep) {
        LocalDateTime start = LocalDateTime.ofInstant(from, TimeZones.of(zone));
        // Queues first: they are few, and whoever is in one has no instant of its own.
        Moves moves = queues(zone, sameWallTime);
        keep.accept(moves);
        moves = moves.plus(pages(
                (Optional<ZoneStore.Single> last, Integer limit) -> zones.singles(zone, from, last, limit),
                this::move,
                keep));
        return moves.plus(pages(
                (Optional<ZoneStore.Recurring> last, Integer limit) -> zones.recurring(zone, start, last, limit),
                one -> move(one.workspace(), one.post()),
                keep));
    }

    private interface Mover<T> {
        Moves move(T one);
    }

    private <T> Moves pages(BiFunction<Optional<T>, Integer, List<T>> read, Mover<T> mover, Consumer<Moves> keep) {
        Moves all = Moves.NONE;
        Optional<T> last = Optional.empty();
        List<T> page;
        do {
            page = read.apply(last, PIECE);
            Moves moved = page.stream().map(mover::move).reduce(Moves.NONE, Moves::plus);
            keep.accept(moved);
            all = all.plus(moved);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PIECE);
        return all;
    }

    private Moves move(ZoneStore.Single one) {
        Schedule stored = one.schedule();
        boolean isRight = stored.recomputed().instant().equals(stored.instant());
        return isRight ? Moves.NONE : move(one.workspace(), one.post());
    }

    private Moves move(WorkspaceId workspace, PostId id) {
        try {
            return Races.run(() -> posts.find(workspace, id).map(this::move).orElse(Moves.NONE));
        } catch (DateTimeException | IllegalArgumentException e) {
            // What is wrong with one must not keep the others from being moved.
            LOG.error("The times of the post {} cannot be computed anew; choose them again.", id, e);
            return Moves.NONE;
        }
    }

    private Moves move(PostWithDeliveries view) {
        Optional<ZoneId> zone = view.post().post().schedule().map(Schedule::zone);
        if (zone.filter(TimeZones::isKnown).isEmpty()) {
            return Moves.NONE;
        }
        RuleMove move = RuleMove.of(deliveries, view, dataVersion, now());
        move.change().ifPresent(change -> Races.lost(() -> posts.change(change)));
        return new Moves(move.deliveries() > 0 ? 1 : 0, move.deliveries(), 0, move.isWaiting() ? 1 : 0);
    }

    private Moves queues(String zone, UnaryOperator<Instant> sameWallTime) {
        return zones.queues(zone).stream()
                .map(queue -> move(queue, sameWallTime))
                .reduce(Moves.NONE, Moves::plus);
    }

    private Moves move(AccountQueue stale, UnaryOperator<Instant> sameWallTime) {
        return Races.run(() -> desk.alone(() -> {
            Optional<QueueChange> change = accounts.find(stale.workspace(), stale.account())
                    .flatMap(account -> desk.relaid(account, stale.zone(), sameWallTime, now()));
            change.ifPresent(one -> Races.lost(() -> queues.change(one)));
            return change.isPresent() ? Moves.QUEUE : Moves.NONE;
        }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
