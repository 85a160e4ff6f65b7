package io.carillon.rest.internal.http;

import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.problem.HttpProblems;
import io.carillon.rest.internal.problem.ProblemDetail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Says as a problem what the web server refuses before any servlet sees it: an address that is none, headers without
 * end. By itself it would answer with a page of its own.
 *
 * <p>The only way to the server that its bundle offers is to add a connector, so this adds one that listens nowhere.
 */
@Component(service = ConnectorFactory.class)
public final class WebServerErrors implements ConnectorFactory {

    private final Map<Server, Request.Handler> before = new ConcurrentHashMap<>();

    @Override
    public Connector createConnector(Server server) {
        before.putIfAbsent(server, server.getErrorHandler());
        server.setErrorHandler(WebServerErrors::answer);
        return new Silent(server);
    }

    @Deactivate
    public void close() {
        before.forEach(Server::setErrorHandler);
    }

    private static boolean answer(Request request, Response response, Callback callback) {
        ProblemDetail problem = HttpProblems.of(response.getStatus(), null);
        byte[] body = Json.write(problem).getBytes(StandardCharsets.UTF_8);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /**
     * Opens nothing. It has to be a {@code ServerConnector} with the address of the real one: where this component is
     * there before the web server, the server's bundle asks every connector for its host and port and accepts no other
     * kind.
     */
    private static final class Silent extends ServerConnector {

        Silent(Server server) {
            super(server, 0, 1);
            Arrays.stream(server.getConnectors())
                    .filter(ServerConnector.class::isInstance)
                    .map(ServerConnector.class::cast)
                    .findFirst()
                    .ifPresent(real -> {
                        setHost(real.getHost());
                        setPort(real.getPort());
                    });
        }

        @Override
        protected void doStart() {}

        @Override
        protected void doStop() {}
    }
}
