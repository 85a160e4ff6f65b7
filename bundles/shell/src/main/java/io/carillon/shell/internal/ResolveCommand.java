package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import io.carillon.api.model.UserId;
import io.carillon.api.service.Posts;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:resolve}. */
@Service
@Command(
        scope = "carillon",
        name = "resolve",
        description = "Settles the doubt whether a delivery or step was published, by your word")
public final class ResolveCommand extends Report {

    @Reference
    Posts posts;

    @Argument(name = "id", description = "The delivery or step that is in doubt", required = true)
    String id;

    @Option(name = "--published", description = "You see it on the network")
    boolean published;

    @Option(name = "--not-published", description = "You looked, and the network does not have it")
    boolean notPublished;

    @Option(name = "--remote-id", description = "The network's id for it, with --published")
    String remoteId;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        requireOneWord();
        Delivery settled = posts.resolve(
                Texts.workspace(workspace),
                Texts.parse("id", id, DeliveryId::new),
                published,
                Optional.ofNullable(remoteId).map(String::strip),
                UserId.CONSOLE);
        boolean failed = settled.state() == DeliveryState.FAILED;
        out.println("The doubt is settled." + (failed ? " To publish it now: carillon:retry " + settled.id() : ""));
        DeliveryTable.print(List.of(settled), posts.steps(List.of(settled.id())), out);
    }

    private void requireOneWord() {
        if (published == notPublished) {
            throw new Refusal("Look at the network first, then say either --published or --not-published.");
        }
        if (remoteId == null) {
            return;
        }
        if (notPublished) {
            throw new Refusal("What was not published has no id: leave out --remote-id, or say --published.");
        }
        if (remoteId.isBlank() || remoteId.length() > Publication.MAX_REMOTE_ID) {
            throw new Refusal("--remote-id is 1 to " + Publication.MAX_REMOTE_ID
                    + " characters: copy the id alone, or leave it out.");
        }
    }
}
