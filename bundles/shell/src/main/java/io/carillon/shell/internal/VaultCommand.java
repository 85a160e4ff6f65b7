package io.carillon.shell.internal;

import io.carillon.api.service.VaultKeys;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:vault}. */
@Service
@Command(scope = "carillon", name = "vault", description = "Lists the keys that seal grants, by their ids")
public final class VaultCommand extends Report {

    @Reference
    VaultKeys vault;

    @Override
    void print(PrintStream out) {
        VaultTable.print(vault.status(), out);
    }
}
