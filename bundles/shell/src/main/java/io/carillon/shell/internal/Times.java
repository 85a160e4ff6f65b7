package io.carillon.shell.internal;

import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.WorkspaceStore;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Times as people type them. */
final class Times {

    /** In the years that databases know, and the day after each of them, too. */
    private static final int LAST_YEAR = 9998;

    private static final String LOCAL_OR_MOMENT =
            "a local time such as 2026-02-10T09:00, or a moment such as 2026-02-10T08:00:00Z";

    /** What tells a moment from a local time. */
    private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");

    private Times() {}

    /** A local time in a zone, or a moment that is shown in it. */
    static Schedule schedule(String text, ZoneId zone) {
        return read(
                "The time", text, local -> Schedule.at(local, zone), moment -> Schedule.at(moment.toInstant(), zone));
    }

    /** A slot, by its local time in the account's zone or as a moment. */
    static QueueTarget slot(String text) {
        return read("--slot", text, QueueTarget::slot, moment -> QueueTarget.slot(moment.toInstant()));
    }

    private static <T> T read(
            String what, String text, Function<LocalDateTime, T> local, Function<OffsetDateTime, T> moment) {
        try {
            return OFFSET.matcher(text).matches()
                    ? moment.apply(OffsetDateTime.parse(text))
                    : local.apply(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new Refusal(what + " is " + LOCAL_OR_MOMENT + "; it was '" + text + "'.");
        }
    }

    static LocalDate day(String what, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1 && day.getYear() <= LAST_YEAR) {
                return day;
            }
        } catch (DateTimeException e) {
            throw noDay(what, text);
        }
        throw noDay(what, text);
    }

    private static Refusal noDay(String what, String text) {
        return new Refusal(
                what + " is a day such as 2026-02-10, in the years 1 to " + LAST_YEAR + "; it was '" + text + "'.");
    }

    /** The zone of a name that somebody typed. */
    static ZoneId zone(String text) {
        try {
            return TimeZones.typed(text);
        } catch (DateTimeException e) {
            throw new Refusal(e.getMessage());
        }
    }

    /** The zone in which a workspace sees its calendar. */
    static ZoneId zone(WorkspaceStore workspaces, WorkspaceId workspace) {
        return workspaces
                .find(workspace)
                .map(Workspace::zone)
                .map(TimeZones::knownOrUtc)
                .orElse(ZoneOffset.UTC);
    }
}
