package io.carillon.scheduler.internal.node;

import io.carillon.scheduler.internal.journal.SendJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The machine that a server runs on. */
public final class Machine {

    private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int PLACE_BYTES = 16;

    private Machine() {}

    /** Its own name, without asking the network if that can be helped. */
    public static String name() {
        try {
            return Files.isReadable(LINUX_NAME)
                    ? Files.readString(LINUX_NAME).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells one data folder on one machine from every other, a copy of it too. Who holds the lock on the folder's
     * {@code node.id} there knows that whoever held it before has ended.
     *
     */
    public static String place(Path dataFolder) {
        try {
            Optional<String> osBoot = SendJournal.osBoot();
            Path folder = dataFolder.toRealPath();
            Object file = Files.readAttributes(folder.resolve("node.id"), BasicFileAttributes.class)
                    .fileKey();
            String text = osBoot.orElse("") + "\n" + name() + "\n" + folder + "\n" + file;
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PLACE_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
