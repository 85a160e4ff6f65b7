package io.carillon.shell.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Accounts;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:accounts}. */
@Service
@Command(scope = "carillon", name = "accounts", description = "Lists the connected accounts")
public final class AccountsCommand extends Report {

    @Reference
    Accounts accounts;

    @Option(name = "--platform", description = "Only this network, such as sandbox")
    @Completion(PlatformCompleter.class)
    String platform;

    @Option(name = "--workspace", description = "Of this workspace")
    String workspace = "default";

    @Override
    void print(PrintStream out) {
        Optional<Platform> only = Texts.platform(platform);
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("Platform");
        table.column("Handle");
        table.column("Name");
        table.column("Status");
        table.column("Zone");
        accounts.list(Texts.workspace(workspace)).stream()
                .filter(account -> only.isEmpty() || only.get().equals(account.platform()))
                .forEach(account -> add(table, account));
        table.emptyTableText("No account is connected.").print(out);
    }

    private static void add(ShellTable table, Account account) {
        table.addRow()
                .addContent(
                        account.id(),
                        account.platform(),
                        Texts.cell(account.handle(), 40),
                        Texts.cell(account.displayName(), 40),
                        account.status(),
                        account.zone());
    }
}
