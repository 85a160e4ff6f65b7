package io.carillon.shell.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:nodes}. */
@Service
@Command(scope = "carillon", name = "nodes", description = "Lists the servers that share the database")
public final class NodesCommand extends Report {

    private static final int MAX_PROBLEM = 1000;

    @Reference
    NodeStore nodes;

    @Reference(optional = true)
    Dispatch dispatch;

    @Override
    void print(PrintStream out) {
        NodeRoll roll = nodes.roll();
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("Name");
        table.column("Address");
        table.column("Version");
        table.column("State");
        table.column("Last heard of").alignRight();
        table.column("Clock").alignRight();
        table.column("Networks");
        for (NodeRoll.Entry entry : roll.nodes()) {
            Node node = entry.node();
            table.addRow()
                    .addContent(
                            node.run().node(),
                            Texts.cell(node.name(), 40),
                            Texts.cell(node.address(), 40),
                            node.version(),
                            entry.presence(roll.now()),
                            Duration.between(entry.seenAt(), roll.now()).toSeconds() + " s ago",
                            node.clockOffset().toMillis() + " ms" + (node.arming() ? "" : ", publishes nothing"),
                            node.platforms().stream().map(Platform::id).sorted().collect(Collectors.joining(" ")));
        }
        table.emptyTableText("No server has said yet that it runs.").print(out);
        roll.differing()
                .forEach(name ->
                        out.println("These servers must have the same " + name + " and have not. Give all of them"
                                + " the same folder of media and the same key of the vault."));
        Optional.ofNullable(dispatch)
                .map(Dispatch::status)
                .filter(status -> !status.problem().isEmpty())
                .ifPresent(status -> out.println("This server (" + status.node() + ") is troubled: "
                        + Texts.cell(status.problem(), MAX_PROBLEM)));
    }
}
