package io.carillon.shell.internal;

import io.carillon.api.service.VaultKeys;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:vault-rotate}. */
@Service
@Command(
        scope = "carillon",
        name = "vault-rotate",
        description = "Makes a new key for the vault, with which everything is sealed anew while the server runs")
public final class VaultRotateCommand extends Report {

    @Reference
    VaultKeys vault;

    @Override
    void print(PrintStream out) {
        VaultKeys.Status status = vault.rotate();
        out.println("The vault has the new key " + status.keys().get(0).id()
                + ". What older keys sealed is sealed anew now, and they go some minutes after that; carillon:vault shows"
                + " how far it is. Put the new file of keys with your backups.");
        VaultTable.print(status, out);
    }
}
