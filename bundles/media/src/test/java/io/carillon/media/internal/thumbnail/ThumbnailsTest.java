package io.carillon.media.internal.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.NotFoundException;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.disk.StorageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThumbnailsTest {

    @Test
    void thumbnailOfAFileThatIsRemovedMeanwhileDoesNotStay(@TempDir Path root) throws IOException {
        MediaFolder folder = MediaFolder.open(root, 0);
        StorageKey key = StorageKey.parse("default/m_1");
        Files.createDirectories(folder.file(key).getParent());
        Files.createFile(folder.file(key));
        MediaFile file = new MediaFile(
                new MediaId("m_1"),
                new WorkspaceId("default"),
                "a.png",
                "image/png",
                1,
                OptionalInt.of(1),
                OptionalInt.of(1),
                Optional.empty(),
                "5e",
                key.toString(),
                "",
                Instant.EPOCH);
        Thumbnails thumbnails = new Thumbnails(folder, (drawn, source) -> {
            Files.delete(source);
            return new byte[] {1};
        });

        assertThatThrownBy(() -> thumbnails.of(file)).isInstanceOf(NotFoundException.class);

        assertThat(folder.thumbnail(key)).doesNotExist();
    }
}
