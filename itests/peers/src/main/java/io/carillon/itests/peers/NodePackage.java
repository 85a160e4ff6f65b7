package io.carillon.itests.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder under {@code node/} with a {@code package.json} and the lock file of what it needs. It is installed in place
 * when it is first used, and again when its lock file or the machine's Node has changed.
 */
final class NodePackage {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String STAMP = "node_modules/.carillon-installed";

    /** What has been said, so that it is said once. */
    private static final Set<String> SAID = new HashSet<>();

    /** A file that nobody here reads: on many systems a lock ends when its process closes any reading of the file. */
    private static final String LOCKED = ".npmrc";

    private final Path folder;
    private final NodeTools tools;

    private NodePackage(Path folder, NodeTools tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /** The package of this name; {@link #install()} makes it usable. */
    static NodePackage named(String name) {
        return new NodePackage(module().resolve("node").resolve(name), NodeTools.ofThisMachine());
    }

    /** The folder of this module, whether its classes are in target/classes or in a jar beside that. */
    private static Path module() {
        try {
            Path code = Path.of(NodePackage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Installs what the lock file says, unless that has been done; skips the test that asked where a tool is missing. */
    void install() {
        installOrSayWhyNot().ifPresent(Assumptions::abort);
    }

    /** As {@link #install()}; where a tool is missing, returns one line that says which. */
    Optional<String> installOrSayWhyNot() {
        // Builds that run side by side share the folder, and so do the threads of one.
        synchronized (NodePackage.class) {
            List<String> missing = missing();
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            String line = "Skipped: the peer '" + folder.getFileName() + "' needs what this machine does not have: "
                    + String.join(", ", missing) + ".";
            if (SAID.add(line)) {
                System.out.println(line);
            }
            return Optional.of(line);
        }
    }

    /** Returns what is missing to run it, or to install it first. */
    private List<String> missing() {
        JsonNode description = description();
        List<String> missing =
                tools.missingToRun(description.path("engines").path("node").asText());
        if (!missing.isEmpty()) {
            return missing;
        }
        try (FileChannel file = FileChannel.open(folder.resolve(LOCKED), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            return installUnder(lock, description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is missing. The lock is a parameter so that nobody calls this without one. */
    private List<String> installUnder(FileLock lock, JsonNode description) throws IOException {
        if (!lock.isValid() || isInstalled()) {
            return List.of();
        }
        List<String> natives = new ArrayList<>();
        description.path("carillon").path("native").forEach(name -> natives.add(name.asText()));
        List<String> missing = tools.missingToInstall(!natives.isEmpty());
        if (missing.isEmpty()) {
            Path log = Workplace.file(folder.getFileName() + "-install.log");
            System.out.println("Installing the peer '" + folder.getFileName() + "' from npm, once; see " + log);
            Files.deleteIfExists(folder.resolve(STAMP));
            tools.run(folder, log, Map.of(), "npm", "ci");
            for (String module : natives) {
                tools.run(
                        folder,
                        log,
                        tools.compilerSettings(),
                        "npm",
                        "rebuild",
                        module,
                        "--ignore-scripts=false",
                        "--foreground-scripts");
            }
            Files.writeString(folder.resolve(STAMP), stamp());
        }
        return missing;
    }

    private boolean isInstalled() throws IOException {
        Path stamp = folder.resolve(STAMP);
        return Files.exists(stamp) && Files.readString(stamp).equals(stamp());
    }

    /** What an installation was made from, and for. */
    private String stamp() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(folder.resolve("package.json")));
            digest.update(Files.readAllBytes(folder.resolve("package-lock.json")));
            digest.update(tools.nodeVersion().getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode description() {
        try {
            return JSON.readTree(folder.resolve("package.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no peer in " + folder + ": it has no package.json", e);
        }
    }
}
