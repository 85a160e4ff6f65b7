package io.carillon.core.internal.post;

import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * One node's turn at a zone: as long as it keeps it up, no other goes through the zone. Were two to do so all the same, as
 * their clocks differ, neither would do any harm: each moves a post only as it has read it, and to the same instant.
 */
final class ZoneShift {

    private static final Duration TERM = Duration.ofMinutes(5);
    private static final Duration RENEWAL = Duration.ofMinutes(1);

    /** What is to be written when it is done. */
    record Result(String dataVersion, String rules, int again, boolean isWaiting) {}

    private static final class LostException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private final ZoneStore zones;
    private final Clock clock;
    private ZoneRecord record;
    private Instant renewAt = Instant.MIN;

    ZoneShift(ZoneStore zones, ZoneRecord record, Clock clock) {
        this.zones = zones;
        this.record = record;
        this.clock = clock;
    }

    /** @return whether something has to wait; false if it is another's turn */
    boolean run(Function<ZoneShift, Result> work) {
        try {
            keep();
            Result result = work.apply(this);
            put(record.computed(result.dataVersion(), result.rules(), result.again()));
            return result.isWaiting();
        } catch (LostException e) {
            return false;
        }
    }

    /** To be called at least every minute. */
    void keep() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!now.isBefore(renewAt)) {
            put(record.held(now.plus(TERM)));
            renewAt = now.plus(RENEWAL);
        }
    }

    private void put(ZoneRecord next) {
        if (!zones.put(next)) {
            throw new LostException();
        }
        record = next;
    }
}
