package io.carillon.core.internal.post;

import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.ZoneUpdates;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.internal.queue.WakePlan;
import io.carillon.core.internal.zone.OffsetTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what is stored goes by the newest rules of its zones that any server knows. Each zone has a record of the
 * rules that its instants were computed under; whoever has newer ones takes the record, goes through what is scheduled
 * ({@link ZoneWalk}) and writes its rules there. Whoever has older ones leaves all as it is, but asks for it to be compared
 * again, twice: what a server with other rules stores after asking is found the second time.
 */
@Component(service = ZoneUpdates.class)
public final class ZoneService implements ZoneUpdates {

    private static final Logger LOG = LoggerFactory.getLogger(ZoneService.class);

    /** So far back a delivery may be that by other rules is still to come: zones have skipped whole days. */
    static final Duration LOOK_BACK = Duration.ofHours(26);

    static final int TWICE = 2;

    private static final Duration SOON = Duration.ofSeconds(30);

    private final ZoneStore zones;
    private final ZoneWalk walk;
    private final Clock clock;
    private final String dataVersion;
    private final Runnable nudge;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    @Activate
    public ZoneService(
            @Reference ZoneStore zones,
            @Reference PostStore posts,
            @Reference QueueStore queues,
            @Reference WorkspaceStore workspaces,
            @Reference AccountStore accounts,
            @Reference MediaStore media,
            @Reference Publishers publishers,
            @Reference QueueDesk desk,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge) {
        this(
                zones,
                posts,
                queues,
                workspaces,
                accounts,
                media,
                publishers,
                desk,
                real.ids(),
                real.clock(),
                TimeZones.dataVersion(),
                nudge);
    }

    ZoneService(
            ZoneStore zones,
            PostStore posts,
            QueueStore queues,
            WorkspaceStore workspaces,
            AccountStore accounts,
            MediaStore media,
            Publishers publishers,
            QueueDesk desk,
            Ids ids,
            Clock clock,
            String dataVersion,
            Runnable nudge) {
        this.zones = zones;
        this.clock = clock;
        this.dataVersion = dataVersion;
        this.nudge = nudge;
        DeliveryMaker deliveries =
                new DeliveryMaker(new WakePlan(publishers), media, new Approvals(workspaces), queued -> false, ids);
        walk = new ZoneWalk(zones, posts, queues, accounts, desk, deliveries, clock, dataVersion);
    }

    @Override
    public Optional<Instant> check() {
        Map<String, ZoneRecord> records = zones.records();
        boolean isWaiting = false;
        for (String name : zones.inUse()) {
            Optional<ZoneId> zone = TimeZones.find(name).filter(one -> !(one instanceof ZoneOffset));
            if (zone.isPresent()) {
                isWaiting |= check(zone.get(), records.getOrDefault(name, ZoneRecord.unseen(name)));
            }
        }
        return isWaiting ? Optional.of(now().plus(SOON)) : Optional.empty();
    }

    /** @return whether something of it has to wait */
    private boolean check(ZoneId zone, ZoneRecord record) {
        OffsetTable mine = OffsetTable.of(zone.getRules());
        boolean isSame = record.rules().equals(mine.text());
        boolean isNewer = record.isUnseen() || dataVersion.compareTo(record.dataVersion()) > 0;
        if (record.isHeld(now())) {
            return false;
        }
        if (!isSame && !isNewer) {
            disagree(record);
            return false;
        }
        if (isSame && record.again() == 0) {
            if (isNewer) {
                zones.put(record.computed(dataVersion, record.rules(), 0));
            }
            return false;
        }
        return new ZoneShift(zones, record, clock).run(shift -> update(zone, record, mine, isSame, shift));
    }

    private void disagree(ZoneRecord record) {
        if (warned.add(record.zone() + record.rules())) {
            LOG.warn(
                    "The Java of this server has other rules of the zone {} (time zone data {}) than what is stored was"
                            + " computed with (time zone data {}), and older ones: they are not used for what is stored. Run"
                            + " all servers with the same, newest time zone data.",
                    record.zone(),
                    dataVersion,
                    record.dataVersion());
        }
        if (record.again() < TWICE) {
            zones.put(record.withAgain(TWICE));
        }
    }

    private ZoneShift.Result update(ZoneId zone, ZoneRecord record, OffsetTable mine, boolean isSame, ZoneShift shift) {
        Instant earliest = now().minus(LOOK_BACK);
        Instant from = earliest;
        UnaryOperator<Instant> sameWallTime = UnaryOperator.identity();
        if (!isSame && !record.isUnseen()) {
            OffsetTable before = OffsetTable.parse(record.rules());
            Instant first = before.firstDifference(mine).orElse(earliest).minus(LOOK_BACK);
            from = first.isAfter(earliest) ? first : earliest;
            sameWallTime = instant -> Schedule.at(before.local(instant), zone).instant();
        }
        ZoneWalk.Moves moves = walk.run(record.zone(), from, sameWallTime, piece -> {
            if (!piece.isNone()) {
                nudge.run();
            }
            shift.keep();
        });
        tell(record, moves);
        int left = isSame ? record.again() - 1 : TWICE;
        boolean isWaiting = moves.waiting() > 0;
        return new ZoneShift.Result(
                dataVersion.compareTo(record.dataVersion()) > 0 ? dataVersion : record.dataVersion(),
                mine.text(),
                isWaiting ? Math.max(1, left) : left,
                isWaiting);
    }

    private void tell(ZoneRecord record, ZoneWalk.Moves moves) {
        if (moves.isNone() && moves.waiting() == 0) {
            LOG.debug("Everything in the zone {} is where its rules have it.", record.zone());
            return;
        }
        LOG.info(
                "The rules of the zone {} have changed (time zone data {}): moved {} deliveries of {} posts, and {} queues,"
                        + " to keep their local times; {} posts are just being published and are looked at again.",
                record.zone(),
                dataVersion,
                moves.deliveries(),
                moves.posts(),
                moves.queues(),
                moves.waiting());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
