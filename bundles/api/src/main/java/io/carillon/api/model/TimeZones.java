package io.carillon.api.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamConstants;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Zones by the names that are stored. What one Java writes, another reads that may know fewer zones: one with older time
 * zone data, or another server of the same database. Such a zone keeps its name and has no rules.
 */
public final class TimeZones {

    /** Names that zones got lately, and what an older Java calls the same zone. */
    private static final Map<String, String> FORMER_NAMES = Map.of(
            "Europe/Kyiv", "Europe/Kiev",
            "Pacific/Kanton", "Pacific/Enderbury",
            "America/Nuuk", "America/Godthab",
            "EST", "America/Panama",
            "MST", "America/Phoenix",
            "HST", "Pacific/Honolulu");

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.ENGLISH);

    private static final String RULE = "known-zone";
    private static final String CURE = " Choose a zone that it knows, or run it with newer time zone data.";

    private TimeZones() {}

    /**
     * The zone of a stored name.
     *
     * @return where this Java does not know it, a zone that has its name, and whose rules cannot be had:
     *     {@link ZoneId#getRules} throws
     * @throws DateTimeException if no zone can have such a name
     */
    public static ZoneId of(String name) {
        return find(name, ZoneRulesProvider.getAvailableZoneIds()).orElseGet(() -> withoutRules(name));
    }

    /** The zone of a name that somebody gives; empty if this Java does not know it. */
    public static Optional<ZoneId> find(String name) {
        return find(name, ZoneRulesProvider.getAvailableZoneIds());
    }

    /**
     * The IANA zone of a name that a person typed: an offset is none.
     *
     * @throws DateTimeException if this Java knows none of that name, with a sentence for that person that says which one
     *     may have been meant
     */
    public static ZoneId typed(String name) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        return possible(name).filter(zone -> known.contains(zone.getId())).orElseThrow(() -> {
            String alike = name.strip().replace(' ', '_');
            String meant = known.stream()
                    .filter(id -> id.equalsIgnoreCase(alike))
                    .findFirst()
                    .map(id -> "Did you mean " + id + "?")
                    .orElse("Use an IANA zone such as Europe/Berlin.");
            return new DateTimeException("There is no zone '" + name + "'. " + meant);
        });
    }

    private static Optional<ZoneId> possible(String name) {
        try {
            return find(name);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<ZoneId> find(String name, Set<String> known) {
        String former = FORMER_NAMES.get(name);
        if (former != null && !known.contains(name) && known.contains(former)) {
            return Optional.of(ZoneId.of(former));
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (ZoneRulesException e) {
            return Optional.empty();
        }
    }

    /** Whether this Java has the rules of a zone. */
    public static boolean isKnown(ZoneId zone) {
        if (zone instanceof ZoneOffset) {
            return true;
        }
        try {
            zone.getRules();
            return true;
        } catch (ZoneRulesException e) {
            return false;
        }
    }

    /** The zone itself, or UTC where nothing can be shown in it. */
    public static ZoneId knownOrUtc(ZoneId zone) {
        return isKnown(zone) ? zone : ZoneOffset.UTC;
    }

    /** A moment in a sentence, such as {@code 1 March 2027 at 11:00 (Europe/Berlin)}; in UTC where this Java has no rules. */
    public static String told(Instant moment, ZoneId zone) {
        ZoneId known = knownOrUtc(zone);
        String name = known.equals(ZoneOffset.UTC) ? "UTC" : known.getId();
        return FORMAT.format(moment.atZone(known)) + " (" + name + ")";
    }

    /** What a person is told who wants to change something in a zone that this Java does not know. */
    public static Violation unknown(String field, ZoneId zone) {
        return Violation.error(
                field, RULE, "", zone.getId(), "The Java of this server does not know the zone '" + zone + "'." + CURE);
    }

    /**
     * What a person is told who reads something in a zone that this Java does not know; empty if it knows it.
     *
     * @param consequence a sentence
     */
    public static Optional<Violation> warning(String field, ZoneId zone, String consequence) {
        return isKnown(zone)
                ? Optional.empty()
                : Optional.of(Violation.warning(
                        field,
                        RULE,
                        "",
                        zone.getId(),
                        "The Java of this server does not know the zone '" + zone + "'. " + consequence + CURE));
    }

    /** The version of this Java's time zone data, such as {@code 2025b}; empty if it does not say. */
    public static String dataVersion() {
        return Optional.ofNullable(ZoneRulesProvider.getVersions("UTC").lastEntry())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** When a local time is; in a zone without rules as if it were UTC, which will do to look for it, not to publish. */
    public static Instant about(LocalDateTime local, ZoneId zone) {
        return Schedule.at(local, knownOrUtc(zone)).instant();
    }

    /**
     * As {@link ZoneId} documents, one that is deserialized need not be known. There is no other way to one: so this
     * writes what Java itself writes of a zone (the serialized form of {@code java.time.Ser}: a 7, then the name).
     */
    private static ZoneId withoutRules(String name) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized(name)))) {
            return (ZoneId) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new DateTimeException("'" + name + "' is no name that a zone can have", e);
        }
    }

    private static byte[] serialized(String name) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(block);
        data.writeByte(7);
        data.writeUTF(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_OBJECT);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF("java.time.Ser");
        out.writeLong(-7683839454370182990L);
        out.writeByte(ObjectStreamConstants.SC_EXTERNALIZABLE | ObjectStreamConstants.SC_BLOCK_DATA);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.writeByte(ObjectStreamConstants.TC_BLOCKDATALONG);
        out.writeInt(block.size());
        block.writeTo(out);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        return bytes.toByteArray();
    }
}
