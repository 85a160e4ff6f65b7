package io.carillon.core.internal.zone;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a zone's clocks show, as a table that can be stored and compared: from which instant on which offset holds. It
 * covers the years from 2020 to 2100; nothing is scheduled outside them.
 */
public record OffsetTable(NavigableMap<Instant, ZoneOffset> offsets) {

    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    public static OffsetTable of(ZoneRules rules) {
        NavigableMap<Instant, ZoneOffset> offsets = new TreeMap<>();
        offsets.put(BEGIN, rules.getOffset(BEGIN));
        for (ZoneOffsetTransition change = rules.nextTransition(BEGIN);
                change != null && change.getInstant().isBefore(END);
                change = rules.nextTransition(change.getInstant())) {
            offsets.put(change.getInstant(), change.getOffsetAfter());
        }
        return new OffsetTable(offsets);
    }

    /** Reads {@link #text}. */
    public static OffsetTable parse(String text) {
        NavigableMap<Instant, ZoneOffset> offsets = new TreeMap<>();
        for (String entry : text.split(",")) {
            String[] parts = entry.split("=");
            offsets.put(
                    Instant.ofEpochSecond(Long.parseLong(parts[0])),
                    ZoneOffset.ofTotalSeconds(Integer.parseInt(parts[1])));
        }
        return new OffsetTable(offsets);
    }

    /** As {@code seconds since 1970=offset in seconds}, separated by commas. */
    public String text() {
        return offsets.entrySet().stream()
                .map(entry ->
                        entry.getKey().getEpochSecond() + "=" + entry.getValue().getTotalSeconds())
                .collect(Collectors.joining(","));
    }

    /** What the clocks show at an instant. */
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, at(instant));
    }

    private ZoneOffset at(Instant instant) {
        Map.Entry<Instant, ZoneOffset> entry = offsets.floorEntry(instant);
        return (entry == null ? offsets.firstEntry() : entry).getValue();
    }

    /** The first instant at which the clocks show something else by the other table. */
    public Optional<Instant> firstDifference(OffsetTable other) {
        TreeSet<Instant> changes = new TreeSet<>(offsets.keySet());
        changes.addAll(other.offsets.keySet());
        return changes.stream()
                .filter(instant -> !at(instant).equals(other.at(instant)))
                .findFirst();
    }
}
