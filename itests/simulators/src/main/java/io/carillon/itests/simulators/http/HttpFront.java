package io.carillon.itests.simulators.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.fault.Faults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on loopback: what comes in meets the faults first, and then its route. */
public final class HttpFront implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param port 0 for a free one */
    public HttpFront(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "simulator");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Opens the door.
     *
     * @param admin is asked first, and never fails on purpose
     * @param network whose calls may meet a fault
     * @param missing what is answered where no route fits
     */
    public void open(Routes admin, Routes network, Faults faults, Handler missing) {
        server.createContext("/", exchange -> {
            try (exchange) {
                Request request = RequestReader.read(exchange);
                var administered = admin.answer(request);
                if (administered.isPresent()) {
                    new Turn(exchange, closing, administered::get).send(administered.get());
                    return;
                }
                Turn turn = new Turn(
                        exchange, closing, () -> network.answer(request).orElseGet(() -> missing.handle(request)));
                faults.take(request).orElse(Effect.none()).on(turn);
            } catch (IOException | IllegalArgumentException e) {
                badRequest(exchange, e);
            }
        });
        server.start();
    }

    private static void badRequest(HttpExchange exchange, Exception problem) throws IOException {
        if (exchange.getResponseCode() < 0) {
            byte[] body = ("Not understood: " + problem.getMessage()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
