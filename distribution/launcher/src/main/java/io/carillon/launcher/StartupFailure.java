package io.carillon.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How any part of the server says that it cannot start: it writes one sentence to the file that the system property
 * {@value #PROPERTY} names. Until the server is ready that file is watched; what is found ends the server with that
 * sentence on standard error and exit code 1.
 */
final class StartupFailure {

    static final String PROPERTY = "carillon.startup.failure.file";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path file;
    private volatile Thread watcher;

    StartupFailure(Path file) {
        this.file = file;
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What was written, if anything: an empty file is still being written. */
    Optional<String> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    }

    void watch(Path ready, Consumer<String> onFailure) {
        watcher = new Thread(() -> poll(ready, onFailure), "carillon-startup-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    void stopWatching() {
        Thread running = watcher;
        if (running != null) {
            running.interrupt();
        }
    }

    private void poll(Path ready, Consumer<String> onFailure) {
        try {
            while (!Files.exists(ready)) {
                Optional<String> text = read();
                if (text.isPresent()) {
                    onFailure.accept(text.get());
                    return;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            onFailure.accept("the file " + file + " cannot be read: " + e);
        }
    }
}
