package io.carillon.shell.internal;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Post;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Queues;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:queue}. */
@Service
@Command(
        scope = "carillon",
        name = "queue",
        description = "Shows an account's slots, what is queued, and what is free; lets it pause or go on")
public final class QueueCommand extends Report {

    private static final int CAPTION = 40;
    private static final int FREE = 3;

    @Reference
    Queues queues;

    @Reference
    Posts posts;

    @Argument(name = "account", description = "The account", required = true)
    @Completion(AccountCompleter.class)
    String account;

    @Option(name = "--pause", description = "Nothing of it goes out until it is resumed")
    boolean pause;

    @Option(name = "--resume", description = "It goes on: what is queued takes the next free slots")
    boolean resume;

    @Option(name = "--limit", description = "How many of what is queued, 1 to 200")
    int limit = 20;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        WorkspaceId where = Texts.workspace(workspace);
        AccountId id = Texts.parse("account", account, AccountId::new);
        PageRequest shown = Texts.limit(limit);
        AccountQueue queue = changed(where, queues.get(where, id));
        out.println("Slots in " + queue.zone() + ": " + slots(queue.slots()));
        queue.pausedAt().ifPresent(at -> out.println("Paused since " + at + "; nothing of it goes out."));
        Page<Delivery> page = queues.list(where, id, shown);
        ShellTable table = new ShellTable();
        table.column("Due");
        table.column("Delivery");
        table.column("Post");
        table.column("State");
        table.column("Slot");
        table.column("Caption");
        page.items().forEach(delivery -> add(table, where, queue, delivery));
        table.emptyTableText("Nothing is queued.").print(out);
        Texts.tellOfMore(page, out);
        List<Schedule> free = queues.next(where, id, FREE);
        if (!free.isEmpty()) {
            out.println("Next free: "
                    + free.stream().map(slot -> slot.local().toString()).collect(Collectors.joining(", ")));
        }
    }

    private AccountQueue changed(WorkspaceId where, AccountQueue queue) {
        if (pause && resume) {
            throw new Refusal("Say either --pause or --resume.");
        }
        return pause || resume
                ? queues.set(where, queue.account(), OptionalLong.of(queue.revision()), queue.slots(), pause)
                : queue;
    }

    private void add(ShellTable table, WorkspaceId where, AccountQueue queue, Delivery delivery) {
        Post post = posts.get(where, delivery.post()).post().post();
        table.addRow()
                .addContent(
                        delivery.due()
                                .atZone(TimeZones.knownOrUtc(queue.zone()))
                                .toLocalDateTime(),
                        delivery.id(),
                        delivery.post(),
                        delivery.state().shown(),
                        delivery.queued().filter(QueuePlace.CHOSEN::equals).isPresent() ? "chosen" : "next free",
                        Texts.cell(post.content().caption(), CAPTION));
    }

    /** By times, each with its days. */
    private static String slots(List<Slot> slots) {
        Map<LocalTime, List<Slot>> byTime =
                slots.stream().collect(Collectors.groupingBy(Slot::time, TreeMap::new, Collectors.toList()));
        return byTime.isEmpty()
                ? "none"
                : byTime.entrySet().stream()
                        .map(entry -> entry.getKey() + " "
                                + entry.getValue().stream()
                                        .map(slot -> slot.weekday().getDisplayName(TextStyle.SHORT, Locale.ROOT))
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(", "));
    }
}
