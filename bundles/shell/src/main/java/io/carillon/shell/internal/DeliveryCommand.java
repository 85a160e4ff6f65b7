package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.IdentityStore;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:delivery}. */
@Service
@Command(scope = "carillon", name = "delivery", description = "Tells the whole story of a delivery, or of a step")
public final class DeliveryCommand extends Report {

    @Reference
    Posts posts;

    @Reference
    IdentityStore people;

    @Argument(name = "id", description = "The delivery or step", required = true)
    String id;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        WorkspaceId where = Texts.workspace(workspace);
        Delivery delivery = posts.delivery(where, Texts.parse("id", id, DeliveryId::new));
        StoredPost post = posts.get(where, delivery.post()).post();
        DeliveryStory story = new DeliveryStory(this::name);
        story.print(post, delivery, posts.attempts(where, delivery.id()), out);
        List<Delivery> steps = posts.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
        for (Delivery step : steps) {
            out.println();
            story.print(post, step, posts.attempts(where, step.id()), out);
        }
    }

    private String name(UserId id) {
        return id.equals(UserId.CONSOLE)
                ? "at the console"
                : people.findUser(id).map(User::username).orElse(id.value());
    }
}
