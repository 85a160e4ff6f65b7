package io.carillon.shell.internal;

import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Publishers;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code carillon:platforms}. */
@Service
@Command(scope = "carillon", name = "platforms", description = "Lists the networks whose publishers are installed")
public final class PlatformsCommand extends Report {

    @Reference
    Publishers publishers;

    @Override
    void print(PrintStream out) {
        ShellTable table = new ShellTable();
        table.column("ID");
        table.column("Name");
        table.column("Connect");
        table.column("Text").alignRight();
        table.column("Files").alignRight();
        table.column("Doubt");
        for (PublisherProfile profile : publishers.profiles()) {
            table.addRow()
                    .addContent(
                            profile.platform().id(),
                            Texts.cell(profile.name(), 40),
                            profile.connect().kind().name().toLowerCase(Locale.ROOT),
                            profile.text().limit(),
                            profile.media().maxCount(),
                            profile.doubt());
        }
        table.emptyTableText("No publisher is installed. Drop one into the folder deploy/.")
                .print(out);
        publishers
                .contested()
                .forEach(platform -> out.println("Several publishers for '" + platform
                        + "' are installed; the one of the highest ranking counts. Remove the others."));
    }
}
