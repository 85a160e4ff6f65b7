package io.carillon.shell.internal;

import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import java.util.Optional;
import org.apache.karaf.shell.api.console.CommandLine;

/** The workspace that a command will be about, by what is typed of it so far. */
final class TypedWorkspace {

    private static final String OPTION = "--workspace";

    private TypedWorkspace() {}

    /** Empty while what is typed is no id of a workspace. */
    static Optional<WorkspaceId> of(CommandLine line) {
        String[] words = line.getArguments();
        String typed = Workspace.DEFAULT_ID.value();
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(OPTION) && i + 1 < words.length) {
                typed = words[i + 1];
            } else if (words[i].startsWith(OPTION + "=")) {
                typed = words[i].substring(OPTION.length() + 1);
            }
        }
        try {
            return Optional.of(new WorkspaceId(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
