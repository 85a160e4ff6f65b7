package io.carillon.itests.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line of the network's log. */
record Event(Instant at, String kind, String network, String key, String what, String text) {

    static Event of(String line) {
        String[] fields = line.split("\t", -1);
        Instant at = Instant.EPOCH.plus(Long.parseLong(fields[0]), ChronoUnit.MICROS);
        return new Event(at, fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    boolean is(String other) {
        return kind.equals(other);
    }
}
