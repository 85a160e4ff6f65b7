package io.carillon.shell.internal;

import io.carillon.api.service.VaultKeys;
import java.io.PrintStream;
import org.apache.karaf.shell.support.table.ShellTable;

/** The vault's keys as a table. */
final class VaultTable {

    private VaultTable() {}

    static void print(VaultKeys.Status status, PrintStream out) {
        ShellTable table = new ShellTable();
        table.column("Key");
        table.column("From");
        table.column("Use");
        table.column("Sealed with it").alignRight();
        for (VaultKeys.Key key : status.keys()) {
            boolean missing = key.use() == VaultKeys.Use.MISSING;
            table.addRow()
                    .addContent(
                            Texts.cell(key.id(), 40),
                            missing ? "" : key.fromOutside() ? "environment" : "file",
                            said(key.use()),
                            key.sealed());
        }
        table.print(out);
        if (!status.waitingFor().isEmpty()) {
            out.println("The newest key seals once these servers have it too: "
                    + String.join(", ", status.waitingFor())
                    + ". Servers that share the file read it by themselves within seconds.");
        }
    }

    private static String said(VaultKeys.Use use) {
        return switch (use) {
            case SEALS -> "seals";
            case NEXT -> "seals next";
            case OPENS -> "opens";
            case MISSING -> "missing: put it back, or connect the accounts again";
        };
    }
}
