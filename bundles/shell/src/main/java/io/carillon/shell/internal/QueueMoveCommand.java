package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.service.Queues;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:queue-move}. */
@Service
@Command(scope = "carillon", name = "queue-move", description = "Moves what is queued to another place of its queue")
public final class QueueMoveCommand extends Report {

    @Reference
    Queues queues;

    @Reference
    Posts posts;

    @Argument(name = "delivery", description = "The delivery, as carillon:queue shows it", required = true)
    String id;

    @Option(name = "--before", description = "Before this delivery")
    String before;

    @Option(name = "--after", description = "After this delivery")
    String after;

    @Option(name = "--to", description = "To this place, 1 for the first")
    Integer to;

    @Option(name = "--slot", description = "To this slot, such as 2026-02-10T09:00; the others flow around it")
    String slot;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        WorkspaceId where = Texts.workspace(workspace);
        QueueTarget target = target();
        Delivery delivery = posts.delivery(where, Texts.parse("delivery", id, DeliveryId::new));
        Delivery moved = queues.move(where, delivery.account(), delivery.id(), OptionalLong.empty(), target);
        out.println("It has moved.");
        DeliveryTable.print(List.of(moved), Map.of(), out);
    }

    private QueueTarget target() {
        List<QueueTarget> said = Stream.of(
                        Optional.ofNullable(before)
                                .map(other -> QueueTarget.before(Texts.parse("--before", other, DeliveryId::new))),
                        Optional.ofNullable(after)
                                .map(other -> QueueTarget.after(Texts.parse("--after", other, DeliveryId::new))),
                        Optional.ofNullable(to).map(QueueTarget::place),
                        Optional.ofNullable(slot).map(Times::slot))
                .flatMap(Optional::stream)
                .toList();
        if (said.size() != 1) {
            throw new Refusal(
                    "Say where in one way: --before, --after, --to or --slot. It was said in " + said.size() + ".");
        }
        return said.get(0);
    }
}
