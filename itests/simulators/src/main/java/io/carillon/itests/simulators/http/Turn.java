package io.carillon.itests.simulators.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One request and what becomes of it. Whatever is not sent before the turn ends breaks the connection off. */
public final class Turn {

    private final HttpExchange exchange;
    private final CountDownLatch closing;
    private final Supplier<Response> network;

    Turn(HttpExchange exchange, CountDownLatch closing, Supplier<Response> network) {
        this.exchange = exchange;
        this.closing = closing;
        this.network = network;
    }

    /** Lets the network do what was asked; the answer is still to be sent. */
    public Response accept() {
        return network.get();
    }

    public void send(Response response) throws IOException {
        head(response);
        exchange.getResponseBody().write(response.body());
    }

    /** Sends the body byte by byte. */
    public void drip(Response response, Duration pause) throws IOException {
        head(response);
        OutputStream out = exchange.getResponseBody();
        for (byte one : response.body()) {
            out.write(one);
            out.flush();
            pause(pause);
        }
    }

    private void head(Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(response.status(), response.body().length == 0 ? -1 : response.body().length);
    }

    /** Does nothing for a while of real time, or until the simulator is closed. */
    public void pause(Duration time) throws IOException {
        try {
            if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("The simulator is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The simulator is closed");
        }
    }
}
