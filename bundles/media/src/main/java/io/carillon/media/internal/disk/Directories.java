package io.carillon.media.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes names durable: a file whose bytes are on the disk can still lose its name in a power failure. */
final class Directories {

    private Directories() {}

    /** Where directories cannot be opened, as on Windows, the file system has to see to it. */
    static void sync(Path directory) throws IOException {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
