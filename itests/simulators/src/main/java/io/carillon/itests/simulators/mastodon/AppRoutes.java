package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import io.carillon.itests.simulators.oauth.App;
import io.carillon.itests.simulators.oauth.OAuthBook;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** {@code /api/v1/apps}: everybody may register. */
final class AppRoutes {

    private final OAuthBook book;

    AppRoutes(OAuthBook book) {
        this.book = book;
    }

    Routes routes(Access access) {
        return new Routes()
                .post("/api/v1/apps", this::register)
                .get(
                        "/api/v1/apps/verify_credentials",
                        request -> Response.ok(shown(access.token(request, "").app())));
    }

    private Response register(Request request) {
        Fields fields = request.fields();
        String name = fields.filled("client_name").orElseThrow(() -> Errors.invalid("Application name can't be blank"));
        List<String> redirects = fields.list("redirect_uris").stream()
                .flatMap(text -> Stream.of(text.split("\\s+")))
                .filter(text -> !text.isBlank())
                .toList();
        if (redirects.isEmpty()) {
            throw Errors.invalid("Redirect URI can't be blank");
        }
        if (!redirects.stream().allMatch(AppRoutes::isAbsolute)) {
            throw Errors.invalid("Redirect URI must be an absolute URI.");
        }
        List<String> scopes = List.of(fields.filled("scopes").orElse("read").split(" "));
        App app = book.register(name, fields.filled("website"), redirects, scopes);
        return Response.ok(shown(app)
                .put("client_id", app.clientId())
                .put("client_secret", app.clientSecret())
                .put("client_secret_expires_at", 0));
    }

    private static ObjectNode shown(App app) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", app.id())
                .put("name", app.name())
                .put("website", app.website().orElse(null))
                .put("redirect_uri", String.join("\n", app.redirectUris()))
                .put("vapid_key", "");
        ArrayNode redirects = json.putArray("redirect_uris");
        app.redirectUris().forEach(redirects::add);
        ArrayNode scopes = json.putArray("scopes");
        app.scopes().forEach(scopes::add);
        return json;
    }

    private static boolean isAbsolute(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
