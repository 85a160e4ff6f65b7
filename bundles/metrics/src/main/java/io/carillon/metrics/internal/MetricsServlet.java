package io.carillon.metrics.internal;

import io.carillon.api.model.Scope;
import io.carillon.api.service.BearerTokens;
import io.carillon.api.service.UnavailableException;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /metrics}: every figure, for those who may read them. */
@Component(service = Servlet.class, configurationPid = MetricsConfig.PID)
@HttpWhiteboardServletPattern("/metrics")
@Designate(ocd = MetricsConfig.class)
public final class MetricsServlet extends HttpServlet {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private transient volatile BearerTokens tokens;

    private final transient Meters meters;
    private final Access access;
    private final transient List<Refreshed> refreshed = new CopyOnWriteArrayList<>();

    @Activate
    public MetricsServlet(MetricsConfig config, @Reference Meters meters) {
        this(Access.of(config), meters);
    }

    MetricsServlet(Access access, Meters meters) {
        this.access = access;
        this.meters = meters;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindRefreshed(Refreshed figures) {
        refreshed.add(figures);
    }

    void unbindRefreshed(Refreshed figures) {
        refreshed.remove(figures);
    }

    void use(BearerTokens other) {
        tokens = other;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!access.isFree(request) && !isAllowed(request, response)) {
            return;
        }
        refreshed.forEach(Refreshed::refresh);
        ByteArrayOutputStream text = new ByteArrayOutputStream(32 * 1024);
        meters.write(text);
        response.setContentType(Meters.TEXT);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(text.size());
        text.writeTo(response.getOutputStream());
    }

    private boolean isAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String authorization = request.getHeader("Authorization");
        BearerTokens.Verdict verdict;
        try {
            verdict = authorization == null
                    ? BearerTokens.Verdict.UNKNOWN
                    : Optional.ofNullable(tokens)
                            .orElseThrow(() -> new UnavailableException("The server is starting."))
                            .judge(authorization, Scope.ADMIN);
        } catch (UnavailableException e) {
            response.setHeader("Retry-After", "5");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return false;
        }
        switch (verdict) {
            case ALLOWED -> {
                return true;
            }
            case FORBIDDEN -> response.sendError(HttpServletResponse.SC_FORBIDDEN);
            case UNKNOWN -> {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"carillon\"");
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            }
        }
        return false;
    }
}
