package io.carillon.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for conditions, always with a deadline. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Waiting() {}

    public static void await(String what, Condition condition) {
        await(what, PATIENCE, condition);
    }

    /** Waits for a condition, looking often; fails at the deadline. */
    public static void await(String what, Duration patience, Condition condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.holds()) {
                assertThat(System.nanoTime())
                        .as("Waited %s for %s", patience, what)
                        .isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for " + what, e);
        } catch (Exception e) {
            throw new AssertionError("Could not look whether " + what, e);
        }
    }

    @FunctionalInterface
    public interface Condition {

        boolean holds() throws Exception;
    }

    /** A port of 127.0.0.1 that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
