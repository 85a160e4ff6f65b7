package io.carillon.shell.internal;

import io.carillon.api.model.PostId;
import io.carillon.api.service.Posts;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import java.io.PrintStream;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:queue-add}. */
@Service
@Command(
        scope = "carillon",
        name = "queue-add",
        description = "Puts what is yet to be sent of a post into the queue of each of its accounts, at the end")
public final class QueueAddCommand extends Report {

    @Reference
    Posts posts;

    @Argument(name = "id", description = "The post", required = true)
    @Completion(PostCompleter.class)
    String id;

    @Option(name = "--front", description = "Before everything that is queued")
    boolean front;

    @Option(name = "--slot", description = "At this slot, such as 2026-02-10T09:00; the others flow around it")
    String slot;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        PostWithDeliveries queued = posts.enqueue(
                Texts.workspace(workspace), Texts.parse("id", id, PostId::new), OptionalLong.empty(), target());
        out.println("Post " + queued.post().id() + " is queued.");
        DeliveryTable.print(queued.deliveries(), queued.steps(), out);
    }

    private QueueTarget target() {
        if (front && slot != null) {
            throw new Refusal("Say where in one way: --front or --slot.");
        }
        if (slot != null) {
            return Times.slot(slot);
        }
        return front ? QueueTarget.front() : QueueTarget.end();
    }
}
