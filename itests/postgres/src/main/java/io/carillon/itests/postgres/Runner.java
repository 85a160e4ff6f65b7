package io.carillon.itests.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs as somebody whom they accept: they refuse root, whom many builds in containers run as.
 *
 * @param prefix what comes before a program's command line
 * @param owner who has to own the files; absent for whoever owns what this process makes
 */
record Runner(List<String> prefix, Optional<Integer> owner) {

    /** In a user namespace without a map every user is this one, and owns what its real user owns. */
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private static final int NOBODY = 65534;
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    /** @param programs that it has to be able to run */
    static Runner find(Programs programs) {
        List<Runner> known = isRoot()
                ? List.of(new Runner(NAMESPACE, Optional.empty()), new Runner(AS_NOBODY, Optional.of(NOBODY)))
                : List.of(new Runner(List.of(), Optional.empty()));
        return known.stream()
                .filter(runner -> runner.canRun(programs))
                .findFirst()
                .orElseThrow(() -> new PostgresUnavailableException("PostgreSQL can't be run from " + programs.folder()
                        + (isRoot()
                                ? ": it refuses root, and neither '" + String.join(" ", NAMESPACE) + "' nor '"
                                        + String.join(" ", AS_NOBODY) + "' works here. Run the build as another user."
                                : ". The machine lacks something that it needs.")));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private boolean canRun(Programs programs) {
        try {
            Process process = process(programs.path("postgres"), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    ProcessBuilder process(String... command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        return new ProcessBuilder(line);
    }

    /** Makes a file or a folder the server's. */
    void handOver(Path path) throws IOException {
        if (owner.isPresent()) {
            Files.setAttribute(path, "unix:uid", owner.get());
        }
    }
}
