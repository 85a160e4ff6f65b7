package io.carillon.publisher.sandbox.internal;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** The wall's page on a port of its own. */
final class WallServer implements AutoCloseable {

    /** Held, since loggers that nobody holds forget their levels. */
    private static final Logger QUIET = Logger.getLogger("org.eclipse.jetty");

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));

    WallServer(Wall wall) throws Exception {
        QUIET.setLevel(Level.WARNING);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new WallServlet(wall, WallAddress.at("https://example.org"))), "/sandbox/*");
        server.setHandler(context);
        server.start();
    }

    URI address() {
        return server.getURI();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
