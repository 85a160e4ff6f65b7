package io.carillon.rest.internal.connect;

import io.carillon.rest.internal.auth.Browsers;
import io.carillon.rest.internal.auth.Cookies;
import io.carillon.rest.internal.backend.Backend;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves {@link OAuthPages}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/oauth/*")
public final class OAuthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient OAuthPages pages;

    @Activate
    public OAuthServlet(@Reference Backend backend) {
        pages = new OAuthPages(backend, new Browsers(backend, Clock.systemUTC()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        Map<String, List<String>> parameters = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        Page page = pages.answer(new OAuthPages.Ask(
                request.getMethod(),
                Optional.ofNullable(request.getPathInfo()).orElse(""),
                parameters,
                cookie(request, Cookies.SESSION),
                cookie(request, Browsers.COOKIE),
                Optional.ofNullable(request.getHeader("Authorization"))));
        response.setStatus(page.status());
        Page.HEADERS.forEach(response::setHeader);
        page.location().ifPresent(address -> response.setHeader("Location", address));
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }
}
