package io.carillon.shell.internal;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Calendar;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.WorkspaceStore;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:calendar}. */
@Service
@Command(scope = "carillon", name = "calendar", description = "Shows what goes out when, day by day")
public final class CalendarCommand extends Report {

    private static final int CAPTION = 40;
    private static final int USUAL_DAYS = 7;
    private static final int MAX_DAYS = 100;

    /** More than anybody reads on a console. */
    private static final int MAX_ENTRIES = 1000;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);

    /** To which day it is today. */
    Clock clock = Clock.systemUTC();

    @Reference
    Calendar calendar;

    @Reference
    WorkspaceStore workspaces;

    @Option(name = "--from", description = "From this day on, such as 2026-02-10; else from today on")
    String from;

    @Option(name = "--to", description = "To the end of this day; else a week in all")
    String to;

    @Option(name = "--account", description = "Only for this account")
    @Completion(AccountCompleter.class)
    String account;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        WorkspaceId where = Texts.workspace(workspace);
        Optional<AccountId> only = Texts.account(account);
        ZoneId zone = Times.zone(workspaces, where);
        LocalDate first = from == null ? LocalDate.now(clock.withZone(zone)) : Times.day("--from", from);
        LocalDate last = to == null ? first.plusDays(USUAL_DAYS - 1L) : Times.day("--to", to);
        requireRange(first, last);
        out.println("From " + DAY.format(first) + " to " + DAY.format(last) + " in " + zone + ":");
        print(entries(where, only, first, last, zone, out), zone, out);
    }

    private static void requireRange(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new Refusal("It ends before it begins: choose a later --to.");
        }
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw new Refusal(
                    "A calendar shows at most " + MAX_DAYS + " days at once; ask for one part after the other.");
        }
    }

    private List<Calendar.Entry> entries(
            WorkspaceId where,
            Optional<AccountId> only,
            LocalDate first,
            LocalDate last,
            ZoneId zone,
            PrintStream out) {
        List<Calendar.Entry> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        boolean complete;
        do {
            Calendar.Span span = calendar.between(
                    where,
                    first.atStartOfDay(zone).toInstant(),
                    last.plusDays(1).atStartOfDay(zone).toInstant(),
                    new PageRequest(PageRequest.MAX_LIMIT, cursor));
            span.entries().stream()
                    .filter(entry -> only.isEmpty() || only.get().equals(entry.account()))
                    .forEach(entries::add);
            cursor = span.next();
            complete = span.complete();
        } while (cursor.isPresent() && entries.size() < MAX_ENTRIES);
        if (!complete || cursor.isPresent()) {
            out.println("There is more than is shown: ask for fewer days.");
        }
        return entries;
    }

    private static void print(List<Calendar.Entry> entries, ZoneId zone, PrintStream out) {
        ShellTable table = new ShellTable();
        table.column("Day");
        table.column("Time");
        table.column("Account");
        table.column("State");
        table.column("Post");
        table.column("Delivery");
        table.column("Caption");
        entries.sort(Comparator.comparing(Calendar.Entry::due)
                .thenComparing(entry -> entry.account().value()));
        LocalDate day = LocalDate.MIN;
        for (Calendar.Entry entry : entries) {
            LocalDateTime due = LocalDateTime.ofInstant(entry.due(), zone);
            add(table, entry, due, !due.toLocalDate().equals(day));
            day = due.toLocalDate();
        }
        table.emptyTableText("Nothing goes out on these days.").print(out);
    }

    /** @param isFirst of its day, which is written there alone */
    private static void add(ShellTable table, Calendar.Entry entry, LocalDateTime due, boolean isFirst) {
        table.addRow()
                .addContent(
                        isFirst ? DAY.format(due) : "",
                        due.toLocalTime().truncatedTo(ChronoUnit.SECONDS),
                        entry.account(),
                        entry.delivery()
                                .map(Delivery::state)
                                .orElse(DeliveryState.SCHEDULED)
                                .shown(),
                        entry.post().id(),
                        Texts.orDash(entry.delivery().map(Delivery::id)),
                        Texts.cell(entry.post().post().content().caption(), CAPTION));
    }
}
