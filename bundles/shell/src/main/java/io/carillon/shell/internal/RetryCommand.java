package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.UserId;
import io.carillon.api.service.Posts;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:retry}. */
@Service
@Command(
        scope = "carillon",
        name = "retry",
        description = "Tries a failed delivery or step again at once, or takes up a step that was cancelled")
public final class RetryCommand extends Report {

    @Reference
    Posts posts;

    @Argument(name = "id", description = "The delivery or step", required = true)
    String id;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        Delivery retried =
                posts.retry(Texts.workspace(workspace), Texts.parse("id", id, DeliveryId::new), UserId.CONSOLE);
        out.println("It is tried again.");
        DeliveryTable.print(List.of(retried), posts.steps(List.of(retried.id())), out);
    }
}
