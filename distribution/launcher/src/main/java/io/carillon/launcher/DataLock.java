package io.carillon.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One server per data folder. The operating system holds the lock and drops it when the process ends, however it ends,
 * so there is nothing to clean up after a crash.
 */
final class DataLock {

    /** Never closed: the lock lasts as long as the process. */
    private static FileChannel held;

    private DataLock() {}

    static void acquire(Path data) throws Refusal {
        Path file = data.resolve("carillon.lock");
        try {
            held = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (held.tryLock() == null) {
                throw new Refusal(
                        "another Carillon (process " + Files.readString(file).strip() + ") uses the data folder " + data
                                + ".",
                        "Each server needs a data folder of its own.",
                        "Stop the other one, or name another folder: CARILLON_DATA=/path/to/folder");
            }
            held.truncate(0);
            held.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new Refusal(
                    "the file " + file + " cannot be locked (" + e + ").",
                    "Each server needs a data folder of its own, on a file system that knows locks.",
                    "Name another folder: CARILLON_DATA=/path/to/folder");
        }
    }
}
