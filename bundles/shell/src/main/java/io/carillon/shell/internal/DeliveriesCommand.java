package io.carillon.shell.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.service.Posts;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:deliveries}. */
@Service
@Command(scope = "carillon", name = "deliveries", description = "Lists deliveries, the latest due first")
public final class DeliveriesCommand extends Report {

    @Reference
    Posts posts;

    @Option(name = "--state", description = "Only in this state, such as IN_DOUBT", multiValued = true)
    @Completion(StateCompleter.class)
    List<String> states;

    @Option(name = "--account", description = "Only for this account")
    @Completion(AccountCompleter.class)
    String account;

    @Option(name = "--from", description = "Only due from this instant on, such as 2026-02-10T08:00:00Z")
    String from;

    @Option(name = "--to", description = "Only due before this instant")
    String to;

    @Option(name = "--limit", description = "How many, 1 to 200")
    int limit = 20;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        DeliveryQuery query = new DeliveryQuery(
                Texts.workspace(workspace),
                Texts.states(states),
                Texts.account(account),
                instant("--from", from),
                instant("--to", to));
        Page<Delivery> page = posts.listDeliveries(query, Texts.limit(limit));
        DeliveryTable.print(
                page.items(),
                posts.steps(page.items().stream().map(Delivery::id).toList()),
                out);
        Texts.tellOfMore(page, out);
    }

    private static Optional<Instant> instant(String name, String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw new Refusal(name + " is an instant such as 2026-02-10T08:00:00Z; it was '" + text + "'.");
        }
    }
}
