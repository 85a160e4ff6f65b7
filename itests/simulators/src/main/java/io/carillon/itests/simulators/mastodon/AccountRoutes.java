package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.net.URI;
import java.util.List;

/** {@code /api/v1/accounts}. */
final class AccountRoutes {

    private static final int MOST = 40;
    private static final int USUAL = 20;

    private final URI url;
    private final State state;
    private final Views views;

    AccountRoutes(URI url, State state, Views views) {
        this.url = url;
        this.state = state;
        this.views = views;
    }

    Routes routes(Access access) {
        return new Routes()
                .get(
                        "/api/v1/accounts/verify_credentials",
                        access.user("read:accounts", (request, user) -> Response.ok(views.credentials(user))))
                .get(
                        "/api/v1/accounts/{id}",
                        access.user("read:accounts", (request, user) -> Response.ok(views.account(found(request)))))
                .get("/api/v1/accounts/{id}/statuses", access.user("read:statuses", this::statuses));
    }

    private Response statuses(Request request, User user) {
        Fields fields = request.fields();
        User owner = found(request);
        int limit = Math.min(MOST, fields.text("limit").map(Integer::parseInt).orElse(USUAL));
        long max = fields.filled("max_id").map(Long::parseLong).orElse(Long.MAX_VALUE);
        long since = fields.filled("since_id").map(Long::parseLong).orElse(0L);
        List<Status> page = state.statusesOf(owner.id()).stream()
                .filter(status -> Long.parseLong(status.id()) < max && Long.parseLong(status.id()) > since)
                .filter(status ->
                        !fields.flag("exclude_replies") || status.inReplyTo().isEmpty())
                .filter(status -> owner.equals(user) || !status.visibility().equals("direct"))
                .limit(limit)
                .toList();
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        page.forEach(status -> json.add(views.status(status, user)));
        Response response = Response.ok(json);
        return page.isEmpty()
                ? response
                : response.with(
                        "Link",
                        "<" + url + request.path() + "?limit=" + limit + "&max_id="
                                + page.get(page.size() - 1).id() + ">; rel=\"next\", <" + url + request.path()
                                + "?limit=" + limit + "&min_id=" + page.get(0).id() + ">; rel=\"prev\"");
    }

    private User found(Request request) {
        return state.user(request.variable("id")).orElseThrow(Errors::notFound);
    }
}
