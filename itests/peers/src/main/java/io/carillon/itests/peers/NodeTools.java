package io.carillon.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The programs that peers need: Node to run, npm to be installed, a compiler where a package has native parts. */
final class NodeTools {

    private static final int PATIENCE_MINUTES = 10;

    private final List<Path> path;

    private NodeTools(List<Path> path) {
        this.path = path;
    }

    static NodeTools ofThisMachine() {
        return on(System.getenv().getOrDefault("PATH", ""));
    }

    /** @param path folders, separated as in the environment variable PATH */
    static NodeTools on(String path) {
        return new NodeTools(Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** @param engines what package.json asks for, such as {@code >=20} */
    List<String> missingToRun(String engines) {
        if (isMissing("node")) {
            return List.of("node " + engines);
        }
        Version asked = Version.parse(engines.replaceFirst("^>=", ""));
        String version = nodeVersion();
        return Version.parse(version.substring(1)).compareTo(asked) < 0
                ? List.of("node " + engines + " (it has " + version + ")")
                : List.of();
    }

    List<String> missingToInstall(boolean compiles) {
        List<String> missing = new ArrayList<>();
        for (String tool : compiles ? List.of("npm", "g++", "make", "python3") : List.of("npm")) {
            if (isMissing(tool)) {
                missing.add(tool);
            }
        }
        return missing;
    }

    private boolean isMissing(String tool) {
        return path.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(tool)));
    }

    /** Such as {@code v20.11.1}. */
    String nodeVersion() {
        return ask("node", "--version");
    }

    /** Makes native parts from their sources, with the headers of this machine's Node where they came along with it. */
    Map<String, String> compilerSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("npm_config_build_from_source", "true");
        Path prefix =
                Path.of(ask("node", "--print", "process.execPath")).getParent().getParent();
        if (Files.exists(prefix.resolve("include/node/node.h"))) {
            settings.put("npm_config_nodedir", prefix.toString());
        }
        // What runs for a test's minute need not be fast: this takes half as long to make.
        settings.put("CFLAGS", "-O1");
        settings.put("CXXFLAGS", "-O1");
        return settings;
    }

    private static String ask(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command to its end; what it says is added to the log. */
    void run(Path folder, Path log, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " took longer than " + PATIENCE_MINUTES + " minutes; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (process.exitValue() != 0) {
            List<String> lines = Files.readAllLines(log);
            throw new IllegalStateException(String.join(" ", command) + " in " + folder + " failed; it ended with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
        }
    }
}
