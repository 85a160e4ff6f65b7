package io.carillon.media.internal.fetch;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that says, byte for byte, what a test wants, however wrong. */
final class TestServer implements Closeable {

    private final ServerSocket socket;
    private final Thread thread;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    interface Script {

        void run(OutputStream output) throws IOException;
    }

    TestServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "test-server");
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    void at(String path, String answer) {
        scripts.put(path, output -> output.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    void at(String path, Script script) {
        scripts.put(path, script);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    private void answer(Socket client) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        String request = reader.readLine();
        StringBuilder all = new StringBuilder(request);
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            all.append('\n').append(line);
        }
        requests.add(all.toString());
        scripts.get(request.split(" ")[1]).run(client.getOutputStream());
        client.getOutputStream().flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
