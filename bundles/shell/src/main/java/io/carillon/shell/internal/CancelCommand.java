package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Posts;
import io.carillon.api.store.PostWithDeliveries;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:cancel}. */
@Service
@Command(
        scope = "carillon",
        name = "cancel",
        description = "Cancels what is yet to be sent of a post, of one delivery, or a step")
public final class CancelCommand extends Report {

    @Reference
    Posts posts;

    @Argument(name = "id", description = "The post, delivery or step", required = true)
    @Completion(PostCompleter.class)
    String id;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        WorkspaceId where = Texts.workspace(workspace);
        PostId post = Texts.parse("id", id, PostId::new);
        if (isPost(where, post)) {
            PostWithDeliveries cancelled = posts.cancel(where, post, OptionalLong.empty(), UserId.CONSOLE);
            out.println("Nothing more of post " + post + " goes out.");
            DeliveryTable.print(cancelled.deliveries(), cancelled.steps(), out);
            return;
        }
        Delivery cancelled = cancel(where, new DeliveryId(id));
        out.println("Nothing more of " + cancelled.id() + " goes out.");
        DeliveryTable.print(List.of(cancelled), posts.steps(List.of(cancelled.id())), out);
    }

    private boolean isPost(WorkspaceId where, PostId post) {
        try {
            posts.get(where, post);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private Delivery cancel(WorkspaceId where, DeliveryId delivery) {
        try {
            return posts.cancel(where, delivery, UserId.CONSOLE);
        } catch (NotFoundException e) {
            throw new Refusal("There is neither a post nor a delivery '" + id + "' in the workspace '" + where + "'.");
        }
    }
}
