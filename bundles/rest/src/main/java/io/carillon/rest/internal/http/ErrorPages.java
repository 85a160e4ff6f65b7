package io.carillon.rest.internal.http;

import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.problem.HttpProblems;
import io.carillon.rest.internal.problem.ProblemDetail;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletErrorPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says as a problem what goes wrong before or beside the REST API: an unknown address, a failed servlet. */
@Component(service = Servlet.class)
@HttpWhiteboardServletErrorPage(errorPage = {"4xx", "5xx", "java.lang.Throwable"})
@HttpWhiteboardContextSelect("(osgi.http.whiteboard.context.name=*)")
public final class ErrorPages extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemDetail problem = problem(request, response);
        byte[] body = Json.write(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType(ProblemDetail.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            // Nobody has read it to its end, so the web server will close: see UnreadBodies, which is not asked here.
            response.setHeader("Connection", "close");
        }
        response.getOutputStream().write(body);
    }

    private static ProblemDetail problem(HttpServletRequest request, HttpServletResponse response) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 500;
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            String incident = UUID.randomUUID().toString();
            LOG.error("Incident {}", incident, failure);
            return ProblemDetail.of(
                    500,
                    "internal-error",
                    "Something went wrong in the server. Whoever runs it finds the reason in the log under incident "
                            + incident + ".");
        }
        return HttpProblems.of(status, response.getHeader("Allow"));
    }
}
