package io.carillon.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installation of the built server with a data folder of its own, started and ended as an administrator would. */
public final class CarillonServer implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;
    private final Path data;
    private final int port;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Process process;
    private Path output;
    private int starts;

    private CarillonServer(Path home, Path data, int port) {
        this.home = home;
        this.data = data;
        this.port = port;
        environment.put("CARILLON_HTTP_PORT", Integer.toString(port));
        environment.put("CARILLON_DATA", data.toString());
        environment.put("CARILLON_ADMIN_PASSWORD", PASSWORD);
    }

    /** Copies the built server into a fresh folder. */
    public static CarillonServer install(String name) {
        Path root = Path.of(System.getProperty("carillon.itests.work")).resolve(name);
        try {
            if (Files.exists(root)) {
                deleteAll(root);
            }
            Path home = root.resolve("carillon");
            copyAll(Path.of(System.getProperty("carillon.distribution")), home);
            return new CarillonServer(home, root.resolve("data"), Waiting.freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CarillonServer with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts it on another database than the built-in one. */
    public CarillonServer withDatabase(String url, String user, String password) {
        return with("CARILLON_DB_URL", url).with("CARILLON_DB_USER", user).with("CARILLON_DB_PASSWORD", password);
    }

    public CarillonServer without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Changes a key of {@code etc/<pid>.cfg}, as an administrator would. */
    public CarillonServer configured(String pid, String key, String value) {
        return edited("etc/" + pid + ".cfg", "(?m)^" + Pattern.quote(key) + " = .*$", key + " = " + value);
    }

    /** Replaces what is in a file of the installation, by a pattern that has to be there. */
    public CarillonServer edited(String file, String pattern, String replacement) {
        Path path = home.resolve(file);
        try {
            String before = Files.readString(path);
            String after = Pattern.compile(pattern).matcher(before).replaceAll(Matcher.quoteReplacement(replacement));
            assertThat(after).as("%s in %s", pattern, path).isNotEqualTo(before);
            Files.writeString(path, after);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it and waits until it says that it is ready. */
    public CarillonServer start() {
        return begin().awaitReady();
    }

    /** Starts it. */
    public CarillonServer begin() {
        launch();
        return this;
    }

    public CarillonServer awaitReady() {
        Waiting.await("the server to be ready", () -> {
            assertThat(process.isAlive())
                    .as("the server should be running; it said:%n%s", output())
                    .isTrue();
            return output().contains("Carillon is ready at ");
        });
        return this;
    }

    /** Starts it and waits until it gives up. */
    public int startInVain() throws InterruptedException {
        launch();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("The server should not have started; it said:\n" + output());
        }
        return process.exitValue();
    }

    private void launch() {
        try {
            output = home.resolveSibling("output-" + ++starts + ".txt");
            ProcessBuilder builder = new ProcessBuilder(
                            home.resolve("bin/carillon").toString(), "run")
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("CARILLON_"));
            builder.environment().put("JAVA_HOME", java());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java that the server runs on: the one of the tests, unless another was asked for. */
    private static String java() {
        String asked = System.getProperty("carillon.itests.java", "");
        return asked.isEmpty() ? System.getProperty("java.home") : asked;
    }

    /** Ends it without warning, as a power cut or the kernel would. */
    public void kill() {
        // The script has become the server's own process, so this is the one to kill, and at once.
        process.destroyForcibly().onExit().join();
    }

    /** Stops it in the middle of whatever it does, as a machine that falls asleep does. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    public void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(status).as("kill -%s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Of the server itself, which the script has become. */
    long pid() {
        return process.pid();
    }

    /** Asks it to stop. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not stop; it said:\n" + output());
        }
        return process.exitValue();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public Path home() {
        return home;
    }

    public Path data() {
        return data;
    }

    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it said in its last run, by a pattern with one group. */
    public String said(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        assertThat(matcher.find()).as("%s in:%n%s", pattern, output()).isTrue();
        return matcher.group(1);
    }

    /** A client that has signed in as the administrator. */
    public Client signIn() {
        return Client.signIn(address(), "admin", PASSWORD);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }

    private static void copyAll(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path name = from.relativize(folder);
                // What a former run by hand left in the build folder is not part of the installation.
                if (name.equals(Path.of("data")) || name.equals(Path.of("carillon-data"))) {
                    Files.createDirectories(to.resolve(name));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(name));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void deleteAll(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A picture that ships with the tests. */
    public static byte[] resource(String name) {
        return resource(CarillonServer.class, name);
    }

    /** A file that lies beside a class. */
    public static byte[] resource(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
