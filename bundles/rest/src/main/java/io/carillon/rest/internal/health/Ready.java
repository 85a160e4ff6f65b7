package io.carillon.rest.internal.health;

import io.carillon.rest.internal.auth.Administrator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once, on standard output and in {@code <karaf.data>/carillon.ready}, that the server answers.
 *
 * <p>Only a request that went through the socket proves that, so it asks its own health resource until
 * the answer is 200; then the parts that the server cannot do without are there. How it gets on with other servers is not
 * among them: an operator has to see it run to mend that. Until somebody has taken note of the first password, the next
 * lines name the administrator. The file holds the address; {@code bin/carillon start} waits for it, and it goes away with
 * this component.
 */
@Component(service = {})
public final class Ready {

    private static final Logger LOG = LoggerFactory.getLogger(Ready.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int TIMEOUT_MS = 5_000;

    private final ServiceReference<HttpServiceRuntime> http;
    private final Administrator administrator;
    private final Path file;
    private final PrintStream out;
    private final Thread probe;

    @Activate
    public Ready(
            BundleContext context,
            @Reference ServiceReference<HttpServiceRuntime> http,
            @Reference Administrator administrator)
            throws IOException {
        this(http, administrator, Path.of(context.getProperty("karaf.data"), "carillon.ready"), System.out);
    }

    Ready(ServiceReference<HttpServiceRuntime> http, Administrator administrator, Path file, PrintStream out)
            throws IOException {
        this.http = http;
        this.administrator = administrator;
        this.file = file;
        this.out = out;
        Files.deleteIfExists(file);
        probe = new Thread(this::announce, "carillon-ready");
        probe.setDaemon(true);
        probe.start();
    }

    @Deactivate
    public void close() throws IOException, InterruptedException {
        probe.interrupt();
        probe.join(TIMEOUT_MS);
        Files.deleteIfExists(file);
    }

    private void announce() {
        try {
            String address = awaitAnswer();
            long took = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            LOG.info("Ready at {} after {} ms", address, took);
            // In one piece, and before the file: whoever waits for either finds all of it said.
            out.println("Carillon is ready at " + address + " (started in " + took + " ms)"
                    + administrator
                            .announcement()
                            .map(more -> System.lineSeparator() + more)
                            .orElse(""));
            // Written beside and moved, so that nobody reads half of it.
            Path draft = Files.writeString(file.resolveSibling("carillon.ready.tmp"), address + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private String awaitAnswer() throws InterruptedException {
        while (true) {
            Optional<String> address = address();
            if (address.isPresent() && answers(address.get())) {
                return address.get();
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Loopback where the server listens there, since that needs no name and passes no firewall. */
    private Optional<String> address() {
        Object endpoints = http.getProperty("osgi.http.endpoint");
        if (!(endpoints instanceof String[] list)) {
            return Optional.empty();
        }
        return Arrays.stream(list)
                .filter(endpoint -> endpoint.startsWith("http"))
                .min((a, b) -> Boolean.compare(b.contains("//127.0.0.1"), a.contains("//127.0.0.1")));
    }

    private static boolean answers(String address) {
        try {
            var connection = (HttpURLConnection) URI.create(address)
                    .resolve("api/v1/health?without=nodes")
                    .toURL()
                    .openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            LOG.trace("Not yet answering at {}", address, e);
            return false;
        }
    }
}
