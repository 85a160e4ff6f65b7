package io.carillon.media.internal.disk;

import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import java.nio.file.Path;

/**
 * Where a file's bytes are: a folder per workspace, a file per entry of the library. Both are identifiers, which begin
 * with a letter or a digit and hold no separator, so no key can lead out of the folder.
 */
public record StorageKey(WorkspaceId workspace, MediaId media) {

    /** @throws IllegalArgumentException if it is no key of ours */
    public static StorageKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A storage key is '<workspace>/<media>'; it was '" + text + "'");
        }
        return new StorageKey(new WorkspaceId(text.substring(0, slash)), new MediaId(text.substring(slash + 1)));
    }

    Path under(Path folder, String suffix) {
        return folder.resolve(workspace.value()).resolve(media.value() + suffix);
    }

    @Override
    public String toString() {
        return workspace + "/" + media;
    }
}
