package io.carillon.publisher.support.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server that misbehaves as it is told, one connection after the other. */
final class RawServer implements AutoCloseable {

    /** What becomes of a connection after each request that was read in full. */
    @FunctionalInterface
    interface Script {
        /** @return whether the connection is kept for another request */
        boolean answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Script script;

    RawServer(Script script) throws IOException {
        this.script = script;
        Thread thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Says nothing until the test is over. */
    static Script silent(CountDownLatch over) {
        return out -> {
            over.await();
            return false;
        };
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/path");
    }

    /** What arrived in full. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                boolean kept = true;
                while (kept) {
                    requests.add(read(connection.getInputStream()));
                    kept = script.answer(connection.getOutputStream());
                }
            } catch (IOException e) {
                // The other side is gone; the next connection is a story of its own.
                continue;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("closed");
        }
        return text + new String(body, StandardCharsets.UTF_8);
    }
}
