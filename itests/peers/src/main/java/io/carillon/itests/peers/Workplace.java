package io.carillon.itests.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where peers of a test run leave logs and data: {@code target/peers} of the module that is tested. */
final class Workplace {

    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/peers");

    private Workplace() {}

    static Path file(String name) {
        return made().resolve(name);
    }

    /** A new folder whose name begins like this. */
    static Path folder(String prefix) {
        try {
            return Files.createTempDirectory(made(), prefix + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made() {
        try {
            return Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
