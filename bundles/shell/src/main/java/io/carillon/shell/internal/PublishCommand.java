package io.carillon.shell.internal;

import io.carillon.api.model.PostId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.PostWithDeliveries;
import java.io.PrintStream;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:publish}. */
@Service
@Command(
        scope = "carillon",
        name = "publish",
        description = "Publishes a post at once wherever it is yet to be sent, was held or has failed")
public final class PublishCommand extends Report {

    @Reference
    Posts posts;

    @Argument(name = "id", description = "The post", required = true)
    @Completion(PostCompleter.class)
    String id;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        PostWithDeliveries post =
                posts.publishNow(Texts.workspace(workspace), Texts.parse("id", id, PostId::new), OptionalLong.empty());
        out.println("Post " + post.post().id() + " goes out now.");
        DeliveryTable.print(post.deliveries(), post.steps(), out);
    }
}
