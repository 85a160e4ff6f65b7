package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.http.Handler;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.oauth.OAuthBook;
import io.carillon.itests.simulators.oauth.Token;

/** Who may do what: checks tokens and their scopes, and holds the server's lock meanwhile. */
final class Access {

    /** Answers somebody. */
    @FunctionalInterface
    interface ForUser {
        Response handle(Request request, User user);
    }

    private final OAuthBook book;
    private final State state;

    Access(OAuthBook book, State state) {
        this.book = book;
        this.state = state;
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
                .orElseThrow(() -> Errors.refusal(
                        401, book.isRevoked(value) ? "The access token was revoked" : "The access token is invalid"));
        if (!scope.isEmpty() && !token.allows(scope)) {
            throw Errors.refusal(403, "This action is outside the authorized scopes");
        }
        return token;
    }
}
