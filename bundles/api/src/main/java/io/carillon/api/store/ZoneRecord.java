package io.carillon.api.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Under which rules of a zone the stored instants of its local times were computed.
 *
 * @param zone its name, as it is stored with what goes by it
 * @param dataVersion of the time zone data that the rules are from, such as {@code 2025b}
 * @param rules in the words of whoever computes; equal texts are equal rules; empty before anything was compared
 * @param again how many more times everything is to be compared, although the rules are the same
 * @param heldUntil until when somebody is at it, by the clocks of the nodes: what is not kept up by then was left undone
 * @param version one more with every change; 1 when it is new
 */
public record ZoneRecord(
        String zone, String dataVersion, String rules, int again, Optional<Instant> heldUntil, long version) {

    public ZoneRecord {
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(dataVersion, "dataVersion");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(heldUntil, "heldUntil");
    }

    /** Of a zone that nobody has looked at yet; it has yet to be stored. */
    public static ZoneRecord unseen(String zone) {
        return new ZoneRecord(zone, "", "", 0, Optional.empty(), 0);
    }

    public boolean isUnseen() {
        return rules.isEmpty();
    }

    public boolean isHeld(Instant now) {
        return heldUntil.filter(now::isBefore).isPresent();
    }

    /** The next version, of which somebody is in charge until then. */
    public ZoneRecord held(Instant until) {
        return new ZoneRecord(zone, dataVersion, rules, again, Optional.of(until), version + 1);
    }

    /** The next version: everything is to be compared some times more. */
    public ZoneRecord withAgain(int times) {
        return new ZoneRecord(zone, dataVersion, rules, times, heldUntil, version + 1);
    }

    /** The next version: everything goes by these rules. */
    public ZoneRecord computed(String newDataVersion, String newRules, int timesMore) {
        return new ZoneRecord(zone, newDataVersion, newRules, timesMore, Optional.empty(), version + 1);
    }
}
