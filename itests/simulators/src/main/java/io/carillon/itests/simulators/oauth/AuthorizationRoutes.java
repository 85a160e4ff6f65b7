package io.carillon.itests.simulators.oauth;

import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Refusal;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code /oauth/authorize}, where people allow or deny. What cannot be sent back to the app is said on the page. Whoever is
 * signed in and has allowed an app the same before is sent back to it without a question, unless it asks by {@code
 * force_login} for one.
 */
public final class AuthorizationRoutes {

    /** The redirect address of apps that have none: the code is shown. */
    public static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private static final String SESSION = "_session_id";

    private static final List<String> KEPT = List.of(
            "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method");

    private final String network;
    private final OAuthBook book;
    private final Supplier<List<String>> users;

    /** @param users who can be signed in */
    public AuthorizationRoutes(String network, OAuthBook book, Supplier<List<String>> users) {
        this.network = network;
        this.book = book;
        this.users = users;
    }

    public Routes routes() {
        return new Routes().get("/oauth/authorize", this::ask).post("/oauth/authorize", this::decide);
    }

    private Response ask(Request request) {
        App app = app(request.fields());
        List<String> scopes = scopes(app, request.fields());
        Optional<String> signedIn = signedIn(request).filter(user -> book.hasAllowed(user, app, scopes));
        if (signedIn.isPresent() && !request.fields().flag("force_login")) {
            return granted(request.fields(), app, scopes, signedIn.get());
        }
        Map<String, String> hidden = new LinkedHashMap<>();
        KEPT.forEach(name -> request.fields().text(name).ifPresent(value -> hidden.put(name, value)));
        return Response.html(200, ConsentPage.ask(network, app, scopes, users.get(), hidden));
    }

    private Response decide(Request request) {
        Fields fields = request.fields();
        App app = app(fields);
        List<String> scopes = scopes(app, fields);
        if (!fields.text("decision").equals(Optional.of("allow"))) {
            return back(
                    fields,
                    Map.of(
                            "error",
                            "access_denied",
                            "error_description",
                            "The resource owner or authorization server denied the request."));
        }
        String user = fields.filled("user")
                .filter(users.get()::contains)
                .orElseThrow(() -> page("Nobody of that name is signed in."));
        return granted(fields, app, scopes, user).with("Set-Cookie", SESSION + "=" + user + "; Path=/; HttpOnly");
    }

    private Response granted(Fields fields, App app, List<String> scopes, String user) {
        String code = book.consent(
                app, user, fields.text("redirect_uri").orElseThrow(), scopes, fields.filled("code_challenge"));
        return fields.text("redirect_uri").equals(Optional.of(OUT_OF_BAND))
                ? Response.html(200, ConsentPage.code(network, code))
                : back(fields, Map.of("code", code));
    }

    /** By the cookie of whoever was here last; the browsers of tests have none but this. */
    private Optional<String> signedIn(Request request) {
        return request.header("Cookie")
                .filter(cookie -> cookie.startsWith(SESSION + "="))
                .map(cookie -> cookie.substring(SESSION.length() + 1).replace("\"", ""))
                .filter(users.get()::contains);
    }

    /** What is wrong with app or address cannot be told to the app: it might be somebody else's. */
    private App app(Fields fields) {
        App app = fields.filled("client_id")
                .flatMap(book::app)
                .orElseThrow(() -> page("Client authentication failed due to unknown client, no client authentication"
                        + " included, or unsupported authentication method."));
        if (fields.filled("redirect_uri").filter(app.redirectUris()::contains).isEmpty()) {
            throw page("The redirect uri included is not valid.");
        }
        return app;
    }

    private List<String> scopes(App app, Fields fields) {
        if (!fields.text("response_type").equals(Optional.of("code"))) {
            throw refused(fields, "unsupported_response_type", "The server does not support this response type.");
        }
        if (fields.has("code_challenge")
                && !fields.text("code_challenge_method").equals(Optional.of("S256"))) {
            throw refused(fields, "invalid_request", "The code challenge method must be S256.");
        }
        List<String> asked = fields.filled("scope")
                .map(text -> List.of(text.split("[ +]")))
                .orElseGet(() -> app.scopes().subList(0, 1));
        Token registered = new Token("", app, Optional.empty(), app.scopes(), java.time.Instant.EPOCH);
        if (!asked.stream().allMatch(registered::allows)) {
            throw refused(fields, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
        }
        return asked;
    }

    private Refusal refused(Fields fields, String error, String description) {
        return new Refusal(back(fields, Map.of("error", error, "error_description", description)));
    }

    private Refusal page(String message) {
        return new Refusal(Response.html(400, ConsentPage.error(network, message)));
    }

    private static Response back(Fields fields, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        fields.text("state").ifPresent(state -> parameters.put("state", state));
        String redirect = fields.text("redirect_uri").orElseThrow();
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return Response.redirect(URI.create(redirect + (redirect.contains("?") ? "&" : "?") + query));
    }
}
