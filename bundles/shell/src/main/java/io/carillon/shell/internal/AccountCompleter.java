package io.carillon.shell.internal;

import io.carillon.api.service.Accounts;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Offers the accounts of the workspace that is typed already, else of {@code default}. */
@Service
public final class AccountCompleter implements Completer {

    @Reference
    Accounts accounts;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(TypedWorkspace.of(line).stream()
                        .flatMap(workspace -> accounts.list(workspace).stream())
                        .map(account -> account.id().value())
                        .toList())
                .complete(session, line, candidates);
    }
}
