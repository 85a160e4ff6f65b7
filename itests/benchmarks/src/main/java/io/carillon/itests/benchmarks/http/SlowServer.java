package io.carillon.itests.benchmarks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** A network that takes every post and says so 200 ms later. One thread, so that it costs the machine little. */
public final class SlowServer {

    static final byte[] ANSWER = "HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
            .getBytes(StandardCharsets.US_ASCII);

    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Due(SocketChannel to, long at) {}

    private final Queue<Due> answers = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();

    private SlowServer() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8192);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Prints its port, and serves until its process ends. */
    public static void main(String... arguments) throws IOException {
        SlowServer slow = new SlowServer();
        System.out.println(slow.server.socket().getLocalPort());
        while (true) {
            slow.turn();
        }
    }

    private void turn() throws IOException {
        Due next = answers.peek();
        if (next == null) {
            selector.select(this::ready);
        } else {
            long millis = TimeUnit.NANOSECONDS.toMillis(next.at() - System.nanoTime());
            selector.select(this::ready, Math.max(1, millis));
        }
        for (Due due = answers.peek(); due != null && due.at() <= System.nanoTime(); due = answers.peek()) {
            answer(answers.remove().to());
        }
    }

    private static void answer(SocketChannel to) {
        try {
            to.write(ByteBuffer.wrap(ANSWER));
        } catch (IOException e) {
            close(to);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ);
            } else {
                read((SocketChannel) key.channel());
            }
        } catch (IOException e) {
            if (key.channel() instanceof SocketChannel channel) {
                close(channel);
            }
        }
    }

    /** A request is so small that it comes in one piece. */
    private void read(SocketChannel from) throws IOException {
        buffer.clear();
        if (from.read(buffer) < 0) {
            from.close();
        } else {
            answers.add(new Due(from, System.nanoTime() + DELAY_NANOS));
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
