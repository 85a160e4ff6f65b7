package io.carillon.itests.trust;

import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The networks in their own process, and their log: what was asked of them and what they made visible. */
final class Oracle implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final String address;

    private Oracle(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    static Oracle start(String name, long seed) {
        try {
            Path folder = Path.of(System.getProperty("carillon.itests.work")).resolve(name + "-networks");
            Files.createDirectories(folder);
            Path log = folder.resolve("receipts.log");
            Files.deleteIfExists(log);
            Path said = folder.resolve("output.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("carillon.trust.network"),
                            "io.carillon.itests.trust.network.ReceiptNetwork",
                            log.toString(),
                            Long.toString(seed))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            Waiting.await("the networks to listen", () -> Files.readString(said).endsWith("\n"));
            return new Oracle(
                    process, log, "http://127.0.0.1:" + Files.readString(said).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return address;
    }

    String host() {
        return URI.create(address).getAuthority();
    }

    /** From now on so many of a network's requests meet with trouble, 0 to 1. */
    void misbehave(String network, double share) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/" + network + "/trouble?" + share))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    /** Everything so far about texts that begin like this. */
    List<Event> events(String prefix) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.split("\t", -1).length == 6)
                    .map(Event::of)
                    .filter(event -> event.text().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long count(String kind, String prefix) {
        return events(prefix).stream().filter(event -> event.is(kind)).count();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
