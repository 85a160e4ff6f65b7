package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.http.Handler;
import io.carillon.itests.simulators.http.Refusal;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.oauth.OAuthBook;
import io.carillon.itests.simulators.oauth.Token;
import java.util.Map;
import java.util.OptionalInt;

/** Who may do what: checks tokens and their scopes, and holds the server's lock meanwhile. */
final class Access {

    /** Answers somebody. */
    @FunctionalInterface
    interface ForUser {
        Response handle(Request request, User user);
    }

    private final OAuthBook book;
    private final State state;
    private final OptionalInt silently;

    /** @param silently the status with which, and without a word, tokens that are not good are refused; absent: as Mastodon */
    Access(OAuthBook book, State state, OptionalInt silently) {
        this.book = book;
        this.state = state;
        this.silently = silently;
    }

    /** For everybody. */
    Handler open(Handler handler) {
        return request -> {
            synchronized (state) {
                return handler.handle(request);
            }
        };
    }

    /** For somebody who allowed this. */
    Handler user(String scope, ForUser handler) {
        return request -> {
            Token token = token(request, scope);
            synchronized (state) {
                User user = token.user()
                        .flatMap(state::named)
                        .orElseThrow(() -> Errors.refusal(422, "This method requires an authenticated user"));
                return handler.handle(request, user);
            }
        };
    }

    Token token(Request request, String scope) {
        String value = request.bearer().orElseThrow(() -> Errors.refusal(401, "The access token is invalid"));
        Token token = book.token(value)
                .orElseThrow(() -> refused(
                        book.isRevoked(value) ? "The access token was revoked" : "The access token is invalid"));
        if (!scope.isEmpty() && !token.allows(scope)) {
            throw Errors.refusal(403, "This action is outside the authorized scopes");
        }
        return token;
    }

    private Refusal refused(String why) {
        return silently.isPresent()
                ? new Refusal(new Response(silently.getAsInt(), Map.of(), new byte[0]))
                : Errors.refusal(401, why);
    }
}
