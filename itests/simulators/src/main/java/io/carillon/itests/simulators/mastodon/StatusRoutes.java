package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import io.carillon.itests.simulators.receipt.ReceiptLog;
import java.util.List;
import java.util.Optional;

/** {@code /api/v1/statuses}. */
final class StatusRoutes {

    private static final String READ = "read:statuses";
    private static final String WRITE = "write:statuses";

    private final State state;
    private final StatusRules rules;
    private final Views views;
    private final ReceiptLog receipts;
    private final boolean takesKeys;

    StatusRoutes(State state, StatusRules rules, Views views, ReceiptLog receipts, boolean takesKeys) {
        this.state = state;
        this.rules = rules;
        this.views = views;
        this.receipts = receipts;
        this.takesKeys = takesKeys;
    }

    Routes routes(Access access) {
        return new Routes()
                .post("/api/v1/statuses", access.user(WRITE, this::create))
                .get("/api/v1/statuses", access.user(READ, this::several))
                .get("/api/v1/statuses/{id}", access.user(READ, (request, user) -> shown(found(request), user)))
                .get("/api/v1/statuses/{id}/source", access.user(READ, this::source))
                .put("/api/v1/statuses/{id}", access.user(WRITE, this::edit))
                .delete("/api/v1/statuses/{id}", access.user(WRITE, this::delete))
                .post("/api/v1/statuses/{id}/favourite", access.user("write:favourites", this::favourite))
                .post("/api/v1/statuses/{id}/reblog", access.user(WRITE, this::reblog));
    }

    private Response create(Request request, User user) {
        Optional<String> key = request.header("Idempotency-Key").filter(value -> takesKeys);
        Optional<Status> before = key.flatMap(value -> state.underKey(user.id(), value));
        if (before.isPresent()) {
            return shown(before.get(), user);
        }
        Fields fields = request.fields();
        if (fields.filled("scheduled_at").isPresent()) {
            throw Errors.refusal(422, "This simulator schedules nothing; leave scheduled_at out.");
        }
        String text = fields.text("status").orElse("");
        String spoiler = fields.text("spoiler_text").orElse("");
        Optional<String> replied = rules.replied(fields);
        List<String> media = rules.media(fields.list("media_ids"), user, Optional.empty());
        Optional<Poll> poll = rules.poll(fields, !media.isEmpty());
        rules.text(spoiler, text, !media.isEmpty());
        Status status = new Status(
                state.newId(),
                user.id(),
                text,
                spoiler,
                fields.flag("sensitive") || !spoiler.isEmpty(),
                rules.visibility(fields),
                fields.filled("language"),
                replied,
                media,
                poll,
                state.now(),
                Optional.empty());
        state.put(status);
        key.ifPresent(value -> state.remember(user.id(), value, status.id()));
        receipt("status", status, user);
        return shown(status, user);
    }

    private Response several(Request request, User user) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        request.fields().list("id").forEach(id -> state.status(id)
                .ifPresent(status -> all.add(views.status(status, user))));
        return Response.ok(all);
    }

    private Response source(Request request, User user) {
        Status status = own(request, user);
        return Response.ok(JsonNodeFactory.instance
                .objectNode()
                .put("id", status.id())
                .put("text", status.text())
                .put("spoiler_text", status.spoiler()));
    }

    private Response edit(Request request, User user) {
        Status before = own(request, user);
        Fields fields = request.fields();
        String text = fields.text("status").orElse("");
        String spoiler = fields.text("spoiler_text").orElse("");
        List<String> media = rules.media(fields.list("media_ids"), user, Optional.of(before));
        rules.text(spoiler, text, !media.isEmpty());
        Status after = new Status(
                before.id(),
                before.owner(),
                text,
                spoiler,
                fields.flag("sensitive") || !spoiler.isEmpty(),
                before.visibility(),
                fields.filled("language").or(before::language),
                before.inReplyTo(),
                media,
                rules.poll(fields, !media.isEmpty()),
                before.createdAt(),
                Optional.of(state.now()));
        state.put(after);
        receipt("edit", after, user);
        return shown(after, user);
    }

    private Response delete(Request request, User user) {
        Status status = own(request, user);
        ObjectNode last = views.status(status, user).put("text", status.text());
        state.remove(status);
        receipt("delete", status, user);
        return Response.ok(last);
    }

    private Response favourite(Request request, User user) {
        Status status = found(request);
        state.favourites(status.id()).add(user.id());
        return shown(status, user);
    }

    private Response reblog(Request request, User user) {
        Status status = found(request);
        state.reblogs(status.id()).add(user.id());
        ObjectNode json = views.status(status, user).put("id", state.newId());
        json.set("reblog", views.status(status, user));
        return Response.ok(json);
    }

    private void receipt(String kind, Status status, User user) {
        receipts.add(
                kind,
                user.name(),
                status.id(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("text", status.text())
                        .put("inReplyTo", status.inReplyTo().orElse(null))
                        .put("media", status.media().size()));
    }

    private Response shown(Status status, User user) {
        return Response.ok(views.status(status, user));
    }

    private Status found(Request request) {
        return state.status(request.variable("id")).orElseThrow(Errors::notFound);
    }

    private Status own(Request request, User user) {
        return state.status(request.variable("id"))
                .filter(status -> status.owner().equals(user.id()))
                .orElseThrow(Errors::notFound);
    }
}
