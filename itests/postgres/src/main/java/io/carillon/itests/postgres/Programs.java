package io.carillon.itests.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the jar that has them for this kind of machine. */
record Programs(Path folder) {

    private static final int EXECUTABLE = 0111;

    /** Unpacks them into an empty folder. */
    static Programs unpackInto(Path folder) {
        String name = "/postgres-" + system() + "-" + processor() + ".txz";
        try (InputStream packed = Programs.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new PostgresUnavailableException("There is no PostgreSQL for " + System.getProperty("os.name")
                        + " on " + System.getProperty("os.arch") + " among the test dependencies (" + name + ").");
            }
            unpack(new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed))), folder);
            return new Programs(folder);
        } catch (IOException e) {
            throw new PostgresUnavailableException("PostgreSQL can't be unpacked into " + folder + ": " + e, e);
        }
    }

    private static String system() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static void unpack(TarArchiveInputStream entries, Path folder) throws IOException {
        for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            Path target = folder.resolve(entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(entries, target);
                if ((entry.getMode() & EXECUTABLE) != 0 && !target.toFile().setExecutable(true, false)) {
                    throw new IOException(target + " can't be made executable");
                }
            }
        }
    }

    String path(String program) {
        return folder.resolve("bin").resolve(program).toString();
    }
}
