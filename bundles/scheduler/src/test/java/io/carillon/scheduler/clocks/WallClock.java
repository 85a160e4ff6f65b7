package io.carillon.scheduler.clocks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a local time is, found by nothing but what a zone's clocks show at instants: it knows of no clock changes, and
 * shares no code with what it judges.
 */
record WallClock(ZoneRules rules) {

    private static final Duration AROUND = Duration.ofHours(30);
    private static final Duration PIECE = Duration.ofMinutes(15);

    LocalDateTime shows(Instant instant) {
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }

    /** The instants at which the clocks show a time: none, one or two. */
    List<Instant> all(LocalDateTime local) {
        return offsets(local).stream()
                .map(local::toInstant)
                .filter(instant -> shows(instant).equals(local))
                .sorted()
                .toList();
    }

    /** The first of them, or the one with the offset; where there is none, later by as much as the clocks skip. */
    Instant of(LocalDateTime local, Optional<ZoneOffset> chosen) {
        List<Instant> all = all(local);
        if (all.isEmpty()) {
            Instant before = offsets(local).stream()
                    .map(local::toInstant)
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            return local.toInstant(rules.getOffset(before));
        }
        return chosen.map(local::toInstant).filter(all::contains).orElse(all.get(0));
    }

    private Set<ZoneOffset> offsets(LocalDateTime local) {
        Instant middle = local.toInstant(ZoneOffset.UTC);
        Set<ZoneOffset> offsets = new TreeSet<>();
        for (Instant at = middle.minus(AROUND); at.isBefore(middle.plus(AROUND)); at = at.plus(PIECE)) {
            offsets.add(rules.getOffset(at));
        }
        return offsets;
    }
}
