package io.carillon.itests.postgres;

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

/**
 * Stands between a server and its database. It cuts connections: before a request arrives, or after a commit and before
 * anybody hears of it. Or it falls silent, as a host does that loses its power: nothing comes back any more, and nothing
 * says so.
 */
public final class CuttingProxy implements AutoCloseable {

    /** About so many requests come for each commit. */
    private static final int REQUESTS_FOR_A_COMMIT = 8;

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger before = new AtomicInteger();
    private final AtomicInteger after = new AtomicInteger();
    private final Random random;
    private final int target;
    private volatile double share;
    private volatile boolean silent;

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param target the database's port
     * @param random draws what is cut
     */
    public CuttingProxy(int target, Random random) throws IOException {
        this.target = target;
        this.random = random;
        threads.execute(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The same database, through here. */
    public String url(PostgresDatabase database) {
        return database.url().replace(":" + target + "/", ":" + port() + "/");
    }

    /** From now on so many of the commits are cut, 0 to 1. */
    public void cutCommits(double value) {
        share = value;
    }

    /** Ends every connection at once. */
    public void cutAll() {
        lines.forEach(Line::cut);
    }

    /** From now on nothing passes, and nobody is told. */
    public void fallSilent() {
        silent = true;
        lines.forEach(line -> line.dead = true);
    }

    /** New connections pass again, as with another host at the same address. Those of before stay silent for ever. */
    public void answerAgain() {
        silent = false;
    }

    /** How many requests were cut before they arrived, and how many commits after. */
    public String counts() {
        return before + " requests cut on their way, " + after + " commits cut on the way back";
    }

    /** How many commits nobody heard of. */
    public int cuts() {
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
            Line line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), target), silent);
            lines.add(line);
            threads.execute(line::back);
            line.there();
        } catch (IOException e) {
            refuse(client);
        }
    }

    /** A database that is not there refuses; a host that is not there says nothing. */
    private void refuse(Socket client) {
        if (silent) {
            lines.add(new Line(client, client, true));
        } else {
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

    private final class Line {

        private final Socket client;
        private final Socket server;
        private volatile boolean dead;

        Line(Socket client, Socket server, boolean dead) {
            this.client = client;
            this.server = server;
            this.dead = dead;
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
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (dead) {
                        continue;
                    }
                    if (!gate.passes(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                        break;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // One of the two has gone.
            }
            end(from);
        }

        /** One end goes with the other, unless the one that has gone is the host that nobody hears of any more. */
        private void end(Socket gone) {
            if (!dead || gone == client) {
                lines.remove(this);
                cut();
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
