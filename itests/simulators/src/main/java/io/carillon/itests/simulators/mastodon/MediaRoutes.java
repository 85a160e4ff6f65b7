package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import io.carillon.itests.simulators.http.Upload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** {@code /api/v2/media} and what belongs to it. */
final class MediaRoutes {

    private static final String WRITE = "write:media";

    private final State state;
    private final Limits limits;
    private final Views views;
    private final Duration processing;

    /** @param processing how long films and sounds are converted; pictures are ready at once */
    MediaRoutes(State state, Limits limits, Views views, Duration processing) {
        this.state = state;
        this.limits = limits;
        this.views = views;
        this.processing = processing;
    }

    Routes routes(Access access) {
        return new Routes()
                .post("/api/v2/media", access.user(WRITE, this::upload))
                .get("/api/v1/media/{id}", access.user(WRITE, this::ask))
                .put("/api/v1/media/{id}", access.user(WRITE, this::describe))
                .get("/system/media_attachments/{id}", access.open(this::bytes));
    }

    private Response upload(Request request, User user) {
        Upload file = Optional.ofNullable(request.files().get("file"))
                .orElseThrow(() -> Errors.invalid("File can't be blank"));
        String type = type(file);
        if (!limits.types().contains(type)) {
            throw Errors.invalid("File content type is invalid, File is invalid");
        }
        long most = type.startsWith("image/") ? limits.imageBytes() : limits.videoBytes();
        if (file.bytes().length > most) {
            throw Errors.invalid("File file size must be less than " + most + " bytes");
        }
        boolean still = type.startsWith("image/") && !type.equals("image/gif");
        Instant now = state.now();
        Media media = new Media(
                state.newId(),
                user.id(),
                type,
                file.bytes(),
                description(request),
                now,
                still ? now : now.plus(processing));
        state.put(media);
        return Response.json(media.isReady(now) ? 200 : 202, views.media(media));
    }

    /** Pictures are known by their first bytes, whatever the client calls them. */
    private static String type(Upload file) {
        String head = new String(file.bytes(), 0, Math.min(12, file.bytes().length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("GIF8")) {
            return "image/gif";
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return "image/webp";
        }
        return file.type().startsWith("image/") ? "application/octet-stream" : file.type();
    }

    private String description(Request request) {
        String text = request.fields().text("description").orElse("");
        if (text.codePointCount(0, text.length()) > limits.altText()) {
            throw Errors.invalid("Description is too long (maximum is " + limits.altText() + " characters)");
        }
        return text;
    }

    private Response ask(Request request, User user) {
        Media media = own(request, user);
        return Response.json(media.isReady(state.now()) ? 200 : 206, views.media(media));
    }

    private Response describe(Request request, User user) {
        Media media = own(request, user).describedAs(description(request));
        state.put(media);
        return Response.ok(views.media(media));
    }

    private Response bytes(Request request) {
        Media media = state.media(request.variable("id")).orElseThrow(Errors::notFound);
        return Response.bytes(200, media.type(), media.bytes());
    }

    /** What hangs in a status is not told of any more, as on the server. */
    private Media own(Request request, User user) {
        return state.media(request.variable("id"))
                .filter(media -> media.owner().equals(user.id()) && !state.isAttached(media.id()))
                .orElseThrow(Errors::notFound);
    }
}
