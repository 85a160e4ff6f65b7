package io.carillon.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running Node program. It is given its settings, one line of JSON, on standard input, says one line of JSON with
 * {@code "ready": true} on standard output, and ends when its standard input does: also when the Java that started it is
 * killed. Everything that it says is in its log.
 */
public final class NodePeer implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final OutputStream input;
    private final JsonNode ready;

    private NodePeer(Process process, OutputStream input, JsonNode ready) {
        this.process = process;
        this.input = input;
        this.ready = ready;
    }

    /**
     * Starts a script and waits until it is ready. Installs its package first if need be; skips the test that asked
     * where this machine lacks a tool for that.
     *
     * @param folder a folder of {@code itests/peers/node}
     * @param script a script in there
     * @param log where to add what it says
     * @throws IllegalStateException with the end of the log, where it does not get ready
     */
    public static NodePeer start(String folder, String script, Path log, Map<String, ?> settings) {
        NodePackage installed = NodePackage.named(folder);
        installed.install();
        try {
            Process process = new ProcessBuilder("node", script)
                    .directory(installed.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            OutputStream input = process.getOutputStream();
            input.write((NodePackage.JSON.writeValueAsString(settings) + "\n").getBytes(UTF_8));
            input.flush();
            return new NodePeer(process, input, awaitReady(process, folder + "/" + script, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode awaitReady(Process process, String name, Path log) throws IOException {
        CompletableFuture<JsonNode> ready = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, log, ready), "log of " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly().onExit().join();
            String said = Files.readString(log);
            throw new IllegalStateException(
                    name + " did not get ready; it said last:\n" + said.substring(Math.max(0, said.length() - 2000)),
                    e);
        }
    }

    private static void read(Process process, Path log, CompletableFuture<JsonNode> ready) {
        try (BufferedReader said = process.inputReader(UTF_8);
                Writer copy =
                        Files.newBufferedWriter(log, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                copy.write(line + "\n");
                copy.flush();
                if (!ready.isDone() && line.contains("\"ready\":true")) {
                    ready.complete(NodePackage.JSON.readTree(line));
                }
            }
            ready.completeExceptionally(new IllegalStateException("it ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** What it said when it was ready. */
    public JsonNode ready() {
        return ready;
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it without warning, as a power cut would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, and waits until it has. */
    @Override
    public void close() {
        try {
            input.close();
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
