package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.karaf.shell.support.table.ShellTable;

/** Deliveries as a table. */
final class DeliveryTable {

    private static final int PROBLEM = 60;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private DeliveryTable() {}

    /** @param steps that follow them */
    static void print(List<Delivery> deliveries, Map<DeliveryId, List<Delivery>> steps, PrintStream out) {
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
                        state(delivery, steps.getOrDefault(delivery.id(), List.of())),
                        delivery.due(),
                        delivery.attempts(),
                        delivery.lateness().map(DeliveryTable::millis).orElse("-"),
                        Stream.concat(Stream.of(delivery), steps.getOrDefault(delivery.id(), List.of()).stream())
                                .flatMap(one -> one.problem().stream())
                                .findFirst()
                                .map(Problem::detail)
                                .map(text -> Texts.cell(text, PROBLEM))
                                .orElse("-")));
        table.emptyTableText("No delivery matches.").print(out);
    }

    /** With steps, how many of them were taken. */
    private static String state(Delivery delivery, List<Delivery> steps) {
        long taken = steps.stream()
                .filter(step -> step.state() == DeliveryState.PUBLISHED)
                .count();
        String progress = steps.isEmpty() ? "" : ", " + taken + "/" + steps.size() + " steps";
        return delivery.state().shown() + progress;
    }

    private static String millis(Duration lateness) {
        return String.format(Locale.ROOT, "%.3f", lateness.toNanos() / NANOS_PER_MILLI);
    }
}
