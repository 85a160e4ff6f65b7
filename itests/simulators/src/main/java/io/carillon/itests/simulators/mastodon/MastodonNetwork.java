package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.Network;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import io.carillon.itests.simulators.oauth.AuthorizationRoutes;
import io.carillon.itests.simulators.oauth.OAuthBook;
import io.carillon.itests.simulators.oauth.TokenRoutes;
import java.time.Duration;
import java.util.OptionalInt;

/** One server of Mastodon. */
final class MastodonNetwork implements Network {

    /**
     * What kind of server it is.
     *
     * @param version as the instance tells it; {@code 2.7.2 (compatible; Pleroma 2.6.0)} for others that speak its API
     * @param takesKeys whether it honours {@code Idempotency-Key}, as Mastodon does and not every other
     * @param processing how long films are converted
     * @param silently the status with which, and without a word, it refuses tokens that are not good; absent: as Mastodon
     */
    record Kind(Limits limits, String version, boolean takesKeys, Duration processing, OptionalInt silently) {}

    private final State state;
    private final OAuthBook book;
    private final Routes routes;
    private final Routes admin;

    MastodonNetwork(World world, Kind kind) {
        state = new State(world.clock());
        book = new OAuthBook(world.clock());
        Views views = new Views(world.url(), state);
        Access access = new Access(book, state, kind.silently());
        Throttle throttle = new Throttle(world.clock());
        Routes api = new Routes()
                .all(new AccountRoutes(world.url(), state, views).routes(access), handler -> handler)
                .all(new MediaRoutes(state, kind.limits(), views, kind.processing()).routes(access), handler -> handler)
                .all(
                        new StatusRoutes(
                                        state,
                                        new StatusRules(state, kind.limits()),
                                        views,
                                        world.receipts(),
                                        kind.takesKeys())
                                .routes(access),
                        handler -> handler);
        routes = new Routes()
                .all(new AppRoutes(book).routes(access), handler -> handler)
                .all(new AuthorizationRoutes("Mastodon", book, state::names).routes(), handler -> handler)
                .all(new TokenRoutes(book).routes(), handler -> handler)
                .all(new InstanceRoutes(world.url(), kind.limits(), kind.version()).routes(), handler -> handler)
                .all(api, throttle::around);
        admin = new Routes()
                .post("/_simulator/users", this::addUser)
                .post("/_simulator/likes", this::like)
                .post("/_simulator/revocations", this::revoke)
                .post("/_simulator/departures", this::leave);
    }

    State state() {
        return state;
    }

    OAuthBook book() {
        return book;
    }

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public Routes admin() {
        return admin;
    }

    @Override
    public Response missing() {
        return Errors.of(404, "Not Found");
    }

    private Response addUser(Request request) {
        String name = request.fields().filled("name").orElseThrow(() -> Errors.invalid("name can't be blank"));
        synchronized (state) {
            return Response.ok(JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "id",
                            state.addUser(
                                            name,
                                            request.fields()
                                                    .filled("displayName")
                                                    .orElse(name))
                                    .id()));
        }
    }

    private Response like(Request request) {
        synchronized (state) {
            Status status =
                    request.fields().filled("status").flatMap(state::status).orElseThrow(Errors::notFound);
            state.favourites(status.id()).add("a reader " + state.newId());
        }
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }

    /** Somebody deletes their account: what they allowed ends with it. */
    void leave(User user) {
        book.revokeAll(user.name());
        synchronized (state) {
            state.removeUser(user);
        }
    }

    private Response leave(Request request) {
        synchronized (state) {
            leave(request.fields().filled("user").flatMap(state::named).orElseThrow(Errors::notFound));
        }
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }

    private Response revoke(Request request) {
        book.revokeAll(request.fields().filled("user").orElseThrow(Errors::notFound));
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }
}
