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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder under {@code node/} with a {@code package.json} and the lock file of what it needs. It is installed in place
 * when it is first used, and again when its lock file or the machine's Node has changed.
 */
final class NodePackage {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String STAMP = "node_modules/.carillon-installed";

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

    /**
     * Installs what the lock file says, unless that has been done. Where a tool is missing, the test that asked is
     * skipped, with one line that says which.
     */
    synchronized void install() {
        JsonNode description = description();
        List<String> missing = new ArrayList<>(
                tools.missingToRun(description.path("engines").path("node").asText()));
        try {
            // Only Node can say whether what is installed was made for it.
            if (missing.isEmpty()) {
                try (FileChannel lockFile =
                                FileChannel.open(folder.resolve("package-lock.json"), StandardOpenOption.WRITE);
                        // Builds that run side by side share the folder.
                        FileLock lock = lockFile.lock()) {
                    missing.addAll(installUnder(lock, description));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!missing.isEmpty()) {
            String line = "Skipped: the peer '" + folder.getFileName() + "' needs what this machine does not have: "
                    + String.join(", ", missing) + ".";
            System.out.println(line);
            Assumptions.abort(line);
        }
    }

    /** What is missing. The lock is a parameter so that nobody calls this without one. */
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
