package io.carillon.itests.benchmarks.http;

import io.carillon.itests.benchmarks.contender.Contender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Posts to the {@link SlowServer}: plain HTTP/1.1 over connections that are kept, one for each call under way. It blocks,
 * as publishers do. Every contender makes its calls by this.
 */
public final class SlowCall implements Contender.Receiver, AutoCloseable {

    private final int port;
    private final Queue<Socket> idle = new ConcurrentLinkedQueue<>();

    public SlowCall(int port) {
        this.port = port;
    }

    @Override
    public void receive(String id) throws IOException {
        Socket socket = idle.poll();
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
        }
        String body = "text=Caption+of+" + id;
        socket.getOutputStream()
                .write(("POST /posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[SlowServer.ANSWER.length];
        if (socket.getInputStream().readNBytes(answer, 0, answer.length) < answer.length) {
            throw new IOException("The network hung up");
        }
        idle.add(socket);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
    }
}
