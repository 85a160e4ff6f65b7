package io.carillon.dashboard.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Serves the web interface: one page at every address that a person may open or reload, and its parts below {@code
 * /dashboard}. All that it shows, it reads through the REST API with the person's session. Whatever no other servlet answers
 * comes here, too, since the root has no pattern of its own, and is not found.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class DashboardServlet extends HttpServlet {

    private static final Set<String> PAGES = Set.of("/", "/accounts");
    private static final String PARTS = "/dashboard";

    private static final long serialVersionUID = 1L;

    private final transient Part page;
    private final String policy;

    @Activate
    public DashboardServlet() {
        page = Part.named("/index.html").orElseThrow();
        policy = PagePolicy.of(page.text());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (find(request).isPresent()) {
            super.service(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Optional<Part> find(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (PAGES.contains(path)) {
            return Optional.of(page);
        }
        return path.startsWith(PARTS + "/") ? Part.named(path.substring(PARTS.length())) : Optional.empty();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Part part = find(request).orElseThrow();
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("ETag", part.tag());
        // Asked for each time, and answered in a word where it is the same.
        response.setHeader("Cache-Control", "no-cache");
        if (part.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(part.type());
        response.setContentLength(part.bytes().length);
        response.getOutputStream().write(part.bytes());
    }
}
