package io.carillon.itests.networks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A small web site on this machine, with one page that tells what a link card should show. */
final class WebSite implements AutoCloseable {

    private final HttpServer server;

    private WebSite(HttpServer server) {
        this.server = server;
    }

    static WebSite start(String title, String description, byte[] picture) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            WebSite site = new WebSite(server);
            site.serve("/picture.png", "image/png", picture);
            site.serve(
                    "/page", "text/html; charset=utf-8", """
                    <!doctype html>
                    <html><head>
                    <title>Not this one</title>
                    <meta property="og:title" content="%s">
                    <meta property="og:description" content="%s">
                    <meta property="og:image" content="%s">
                    </head><body>Hello.</body></html>
                    """.formatted(title, description, site.address("/picture.png"))
                            .getBytes(StandardCharsets.UTF_8));
            server.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(String path, String type, byte[] content) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String address(String path) {
        return "http://" + host() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
