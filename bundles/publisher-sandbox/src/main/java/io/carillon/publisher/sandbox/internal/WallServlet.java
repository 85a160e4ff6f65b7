package io.carillon.publisher.sandbox.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Shows the wall under {@code /sandbox/}: as a page, and as JSON at {@code /sandbox/posts}. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/sandbox/*")
public final class WallServlet extends HttpServlet {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
            + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final transient Wall wall;
    private final transient WallPage page;
    private final transient WallJson json;

    @Activate
    public WallServlet(@Reference WallService service) {
        this(service.wall(), service.address());
    }

    WallServlet(Wall wall, WallAddress address) {
        this.wall = wall;
        this.page = new WallPage(wall);
        this.json = new WallJson(wall, address);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (path.isEmpty()) {
            response.sendRedirect(request.getContextPath() + WallAddress.PATH);
        } else if (path.equals("/")) {
            html(response, page.feed(Optional.ofNullable(request.getParameter("before"))));
        } else if (path.equals("/posts")) {
            posts(request, response);
        } else if (path.equals("/latest")) {
            response.setContentType("application/json;charset=utf-8");
            json.latest(response.getOutputStream());
        } else if (path.startsWith("/posts/")) {
            orMissing(response, page.post(path.substring("/posts/".length())));
        } else if (path.startsWith("/media/")) {
            media(response, path.substring("/media/".length()));
        } else {
            asset(response, path.substring(1));
        }
    }

    private void posts(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String limit = Optional.ofNullable(request.getParameter("limit")).orElse(String.valueOf(WallJson.MAX_POSTS));
        if (!limit.matches("[1-9][0-9]{0,4}") || Integer.parseInt(limit) > WallJson.MAX_POSTS) {
            Problems.write(response, "limit", "range", "1 to " + WallJson.MAX_POSTS, limit);
            return;
        }
        Optional<String> cursor = Optional.ofNullable(request.getParameter("cursor"));
        if (cursor.isPresent() && wall.find(cursor.get()).isEmpty()) {
            Problems.write(response, "cursor", "known", "the 'next' of an earlier answer", cursor.get());
            return;
        }
        response.setContentType("application/json;charset=utf-8");
        json.posts(cursor, Integer.parseInt(limit), response.getOutputStream());
    }

    private void media(HttpServletResponse response, String hash) throws IOException {
        Optional<Path> file = wall.pictures().find(hash);
        if (file.isEmpty()) {
            orMissing(response, Optional.empty());
            return;
        }
        String type = Pictures.type(file.get());
        response.setContentType(type);
        response.setHeader("Cache-Control", FOR_EVER);
        if (type.equals(Pictures.UNKNOWN)) {
            response.setHeader("Content-Disposition", "attachment");
        }
        response.setContentLengthLong(Files.size(file.get()));
        Files.copy(file.get(), response.getOutputStream());
    }

    private void asset(HttpServletResponse response, String name) throws IOException {
        Optional<Asset> asset = Asset.named(name);
        if (asset.isEmpty()) {
            orMissing(response, Optional.empty());
            return;
        }
        response.setContentType(asset.get().type());
        response.setHeader("Cache-Control", "no-cache");
        response.getOutputStream().write(asset.get().bytes());
    }

    private void orMissing(HttpServletResponse response, Optional<String> found) throws IOException {
        if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        html(response, found.orElseGet(page::missing));
    }

    private static void html(HttpServletResponse response, String page) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }
}
