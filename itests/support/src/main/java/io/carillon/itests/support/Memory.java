package io.carillon.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The memory of a server, as somebody would see it who may look at its process: every object that can still be reached. */
public final class Memory {

    /** As Java keeps strings, bytes of a text and, in dumps, arrays of characters. */
    private static final List<Charset> FORMS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    private static final int CHUNK = 1 << 20;

    private final CarillonServer server;

    public Memory(CarillonServer server) {
        this.server = server;
    }

    /**
     * Waits until the server holds none of these texts any longer.
     *
     * @param texts by their names, in ASCII
     */
    public void awaitWithout(Map<String, String> texts) {
        Set<String> held = new TreeSet<>();
        try {
            Waiting.await("the server to forget", () -> {
                held.clear();
                held.addAll(held(texts));
                return held.isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("The server still holds " + held, e);
        }
    }

    private Set<String> held(Map<String, String> texts) throws IOException, InterruptedException {
        Path dump = server.home().resolveSibling("memory.hprof").toAbsolutePath();
        try {
            dumpTo(dump);
            return found(dump, texts);
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    /** Of live objects only: what is garbage is collected first. */
    private void dumpTo(Path dump) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.heap_dump",
                        dump.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(said).isZero();
        assertThat(dump).as(said).isNotEmptyFile();
    }

    private record Wanted(String name, byte[] bytes) {}

    private static Set<String> found(Path dump, Map<String, String> texts) throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        texts.forEach((name, text) -> FORMS.forEach(form -> wanted.add(new Wanted(name, text.getBytes(form)))));
        boolean[] beginnings = new boolean[1 << 16];
        wanted.forEach(one -> beginnings[two(one.bytes(), 0)] = true);
        int longest = wanted.stream().mapToInt(one -> one.bytes().length).max().orElseThrow();

        Set<String> found = new TreeSet<>();
        byte[] window = new byte[longest + CHUNK];
        try (InputStream file = Files.newInputStream(dump)) {
            int length = 0;
            int read = file.readNBytes(window, 0, window.length);
            while (read > 0) {
                length += read;
                for (int at = 0; at < length - 1; at++) {
                    if (beginnings[two(window, at)]) {
                        addFound(found, wanted, window, at, length);
                    }
                }
                int kept = Math.min(longest, length);
                System.arraycopy(window, length - kept, window, 0, kept);
                length = kept;
                read = file.readNBytes(window, length, window.length - length);
            }
        }
        return found;
    }

    private static void addFound(Set<String> found, List<Wanted> wanted, byte[] window, int at, int length) {
        for (Wanted one : wanted) {
            int end = at + one.bytes().length;
            if (end <= length && Arrays.equals(window, at, end, one.bytes(), 0, one.bytes().length)) {
                found.add(one.name());
            }
        }
    }

    private static int two(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}
