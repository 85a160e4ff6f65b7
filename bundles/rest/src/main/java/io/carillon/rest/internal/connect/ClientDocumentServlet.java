package io.carillon.rest.internal.connect;

import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.backend.NotReadyException;
import io.carillon.rest.internal.config.RestConfig;
import io.carillon.rest.internal.config.Settings;
import io.carillon.rest.internal.json.Json;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Shows {@link ClientDocument}s to networks, as soon as this server is told that it is public by https. */
@Component(service = Servlet.class, configurationPid = RestConfig.PID)
@HttpWhiteboardServletPattern("/oauth/clients/*")
public final class ClientDocumentServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Backend backend;
    private final transient PublicAddress address;

    @Activate
    public ClientDocumentServlet(RestConfig config, @Reference Backend backend) {
        this.backend = backend;
        address = new PublicAddress(Settings.of(config).publicUrl());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        try {
            Optional<Map<String, Object>> document = document(
                    Optional.ofNullable(request.getPathInfo()).orElse(""),
                    URI.create(request.getRequestURL().toString()));
            if (document.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            byte[] body = Json.write(document.get()).getBytes(StandardCharsets.UTF_8);
            response.setContentType("application/json");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        } catch (NotReadyException | UnavailableException | StoreException e) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private Optional<Map<String, Object>> document(String path, URI request) {
        return address.isSecure()
                ? backend.publishers().profiles().stream()
                        .filter(profile -> path.equals("/" + profile.platform().id() + ".json"))
                        .findFirst()
                        .flatMap(profile ->
                                ClientDocument.of(profile, address.callback(request), backend.apps()::publicKey))
                : Optional.empty();
    }
}
