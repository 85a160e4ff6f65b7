package io.carillon.media.internal.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection when its time is over. A read timeout alone would start anew with every byte of a server that
 * drips.
 */
final class Deadline implements Closeable {

    private static final Duration MAX_CONNECT = Duration.ofSeconds(10);

    private final Duration timeout;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Socket socket;
    private volatile boolean over;

    Deadline(Duration timeout) {
        this.timeout = timeout;
        end.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            over = late != null;
            closeSocket();
        });
    }

    /** Watches over another connection; the one before is closed. */
    void watch(Socket next) throws IOException {
        closeSocket();
        socket = next;
        if (end.isDone()) {
            closeSocket();
            throw new IOException("it was given up");
        }
    }

    /** For connecting, so that one dead address leaves time for the next. */
    int connectMillis() {
        return Math.toIntExact(Math.min(timeout.toMillis(), MAX_CONNECT.toMillis()));
    }

    /** Why something failed: what the deadline did shows up as a closed socket. */
    String reason(IOException failure) {
        return over ? "it took longer than " + timeout.toSeconds() + " s" : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() {
        end.complete(null);
    }

    private void closeSocket() {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            // Nobody reads it any more; the operating system takes it back all the same.
        }
    }
}
