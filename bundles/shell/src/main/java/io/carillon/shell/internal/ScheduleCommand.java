package io.carillon.shell.internal;

import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.WorkspaceStore;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:schedule}. */
@Service
@Command(
        scope = "carillon",
        name = "schedule",
        description = "Says when what is yet to be sent of a post goes out, or takes it off the calendar")
public final class ScheduleCommand extends Report {

    @Reference
    Posts posts;

    @Reference
    WorkspaceStore workspaces;

    @Argument(name = "id", description = "The post", required = true)
    @Completion(PostCompleter.class)
    String id;

    @Argument(
            index = 1,
            name = "at",
            description = "A local time such as 2026-02-10T09:00, or a moment such as 2026-02-10T08:00:00Z")
    String at;

    @Option(name = "--zone", description = "The zone of that time, such as Europe/Berlin; else the workspace's")
    String zone;

    @Option(name = "--now", description = "At once, as carillon:publish")
    boolean now;

    @Option(name = "--unschedule", description = "Not at all for now: it becomes a draft")
    boolean unschedule;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        requireOneWay();
        WorkspaceId where = Texts.workspace(workspace);
        PostId post = Texts.parse("id", id, PostId::new);
        PostWithDeliveries changed = change(where, post, out);
        DeliveryTable.print(changed.deliveries(), changed.steps(), out);
    }

    private void requireOneWay() {
        if (at != null && at.startsWith("--")) {
            // The console takes what follows an argument for another one.
            throw new Refusal("Options stand before the post: carillon:schedule " + at + " " + id);
        }
        long ways = Stream.of(at != null, now, unschedule).filter(way -> way).count();
        if (ways != 1) {
            throw new Refusal("Say when in one way: a time, --now or --unschedule. It was said in " + ways + ".");
        }
        if (zone != null && at == null) {
            throw new Refusal("--zone says where a time is: leave it out, or say the time, too.");
        }
    }

    private PostWithDeliveries change(WorkspaceId where, PostId post, PrintStream out) {
        if (now) {
            PostWithDeliveries published = posts.publishNow(where, post, OptionalLong.empty());
            out.println("Post " + post + " goes out now.");
            return published;
        }
        StoredPost before = posts.get(where, post).post();
        // Decided by what was read, it holds for that alone.
        OptionalLong seen = OptionalLong.of(before.revision());
        if (unschedule) {
            PostWithDeliveries draft =
                    posts.edit(where, post, seen, before.post().withSchedule(Optional.empty()));
            out.println("Post " + post + " is off the calendar.");
            return draft;
        }
        requireNoRecurrence(before);
        ZoneId in = zone == null ? Times.zone(workspaces, where) : Times.zone(zone);
        Schedule schedule = Times.schedule(at, in);
        PostWithDeliveries scheduled = posts.schedule(where, post, seen, schedule);
        out.println("Post " + post + " is scheduled for " + schedule.local() + " (" + in + "), which is "
                + schedule.instant() + "."
                + schedule.adjusted().map(ScheduleCommand::told).orElse(""));
        return scheduled;
    }

    /** One time would end the others without a word. */
    private static void requireNoRecurrence(StoredPost post) {
        if (post.recurs()) {
            throw new Refusal("Post " + post.id() + " comes back, and one time would end that. Move its times by"
                    + " PATCH /api/v1/posts/" + post.id() + ", or take it off the calendar first: --unschedule.");
        }
    }

    private static String told(Schedule.Adjustment adjustment) {
        return switch (adjustment) {
            case GAP -> " The clock skips that time: it goes out as much later as the clock skips.";
            case OVERLAP -> " The clock shows that time twice: it is the earlier; for the later, give the moment.";
        };
    }
}
