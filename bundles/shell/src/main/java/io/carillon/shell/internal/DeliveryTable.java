package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Problem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.support.table.ShellTable;

/** Deliveries as a table. */
final class DeliveryTable {

    private static final int PROBLEM = 60;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private DeliveryTable() {}

    static void print(List<Delivery> deliveries, PrintStream out) {
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("Post");
        table.column("Account");
        table.column("State");
        table.column("Due");
        table.column("Attempts").alignRight();
        table.column("Late ms").alignRight();
        table.column("Problem");
        deliveries.forEach(delivery -> table.addRow()
                .addContent(
                        delivery.id(),
                        delivery.post(),
                        delivery.account(),
                        delivery.state().shown(),
                        delivery.due(),
                        delivery.attempts(),
                        delivery.lateness().map(DeliveryTable::millis).orElse("-"),
                        delivery.problem()
                                .map(Problem::detail)
                                .map(text -> Texts.cell(text, PROBLEM))
                                .orElse("-")));
        table.emptyTableText("No delivery matches.").print(out);
    }

    private static String millis(Duration lateness) {
        return String.format(Locale.ROOT, "%.3f", lateness.toNanos() / NANOS_PER_MILLI);
    }
}
