package io.carillon.itests.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a server and its database, and cuts connections: before a request arrives, or after a commit and before anybody hears of it. */
final class CuttingProxy implements AutoCloseable {

    /** About so many requests come for each commit. */
    private static final int REQUESTS_FOR_A_COMMIT = 8;

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();
    private final Random random;
    private final int target;
    private volatile double share;

    CuttingProxy(int target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on so many of the commits are cut, 0 to 1. */
    void cutCommits(double value) {
        share = value;
    }

    /** Ends every connection at once. */
    void cutAll() {
        connections.forEach(Connection::cut);
    }

    /** How many requests were cut before they arrived, and how many commits after. */
    String counts() {
        return before + " requests cut on their way, " + after + " commits cut on the way back";
    }

    int cuts() {
        return after.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private void connect(Socket client) {
        try {
            Connection connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
            connections.add(connection);
            threads.execute(connection::back);
            connection.there();
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean strikes(double probability) {
        synchronized (random) {
            return probability > 0 && random.nextDouble() < probability;
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket server;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void there() {
            pump(client, server, bytes -> {
                boolean cut = strikes(share / REQUESTS_FOR_A_COMMIT);
                before.addAndGet(cut ? 1 : 0);
                return !cut;
            });
        }

        /** The server says COMMIT when it has committed, however the client asked for it. */
        void back() {
            pump(server, client, bytes -> {
                boolean cut = bytes.contains("COMMIT\0") && strikes(share);
                after.addAndGet(cut ? 1 : 0);
                return !cut;
            });
        }

        private void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!gate.passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                        break;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One of the two has gone; so goes the other.
            } finally {
                connections.remove(this);
            }
        }

        void cut() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private interface Gate {
        boolean passes(String bytes);
    }

    @Override
    public void close() throws IOException {
        door.close();
        cutAll();
        threads.shutdownNow();
    }
}
