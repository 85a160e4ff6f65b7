package io.carillon.rest.internal.platform;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.OAuthApps.AppInfo;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.Revisions;
import io.carillon.rest.internal.body.WarningView;
import io.carillon.rest.internal.connect.PublicAddress;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a network knows this installation as: {@code /platforms/{id}/app}, for administrators. */
@Path("platforms/{id}/app")
@Produces(MediaType.APPLICATION_JSON)
public final class AppResource {

    private static final Pattern SERVER = Pattern.compile("https?://[!-.0-~]{1,500}/?");

    private final Backend backend;
    private final PublicAddress address;
    private final ContentTags tags = new ContentTags();

    public AppResource(Backend backend, PublicAddress address) {
        this.backend = backend;
        this.address = address;
    }

    /** An app as its network gave it; it never shows its secret. */
    public record AppBody(String clientId, String clientSecret) {

        @Override
        public String toString() {
            return "AppBody[" + clientId + "]";
        }
    }

    /**
     * What is told of an app.
     *
     * @param source {@code administrator} or {@code configuration}
     * @param redirectUri to be entered with the network; null where nobody told us our address, which is a warning then
     */
    public record AppView(
            String platform,
            String clientId,
            boolean hasSecret,
            String source,
            URI redirectUri,
            List<WarningView> warnings) {}

    @GET
    @Access(Scope.ADMIN)
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        requireAdministrator(request);
        return ContentTags.ok(known(id, request));
    }

    @PUT
    @Access(Scope.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response put(
            @PathParam("id") String id,
            AppBody body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        requireAdministrator(request);
        AppBody app = Bodies.required(body);
        Violations violations = new Violations();
        if (app.clientId() == null) {
            violations.required("clientId", "Give the client id that the network shows for the app.");
        }
        violations.throwIfAny();
        Platform platform = platform(id);
        return tags.changing(
                ifMatch,
                () -> find(platform, request).orElseThrow(() -> Revisions.movedOn(ifMatch)),
                () -> ContentTags.ok(view(
                        backend.apps().put(platform, app.clientId(), Optional.ofNullable(app.clientSecret())),
                        request)));
    }

    /** @param server whose own app is meant, where servers register us each; absent for the platform's */
    @DELETE
    @Access(Scope.ADMIN)
    public void remove(
            @PathParam("id") String id,
            @QueryParam("server") String server,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        requireAdministrator(request);
        boolean removed = server == null
                ? tags.changing(
                        ifMatch, () -> known(id, request), () -> backend.apps().remove(platform(id)))
                : backend.apps().removeRegistered(platform(id), address(server));
        if (!removed) {
            throw unknown(server == null ? id : id + " at " + server);
        }
    }

    private static URI address(String server) {
        if (!SERVER.matcher(server).matches()) {
            throw new InvalidException(Violation.error(
                    "server",
                    "address",
                    "such as https://mastodon.example",
                    server,
                    "Give the address of the server as its accounts have it in settings.server, such as"
                            + " https://mastodon.example."));
        }
        return URI.create(server.replaceFirst("/$", ""));
    }

    private AppView known(String id, ContainerRequestContext request) {
        return find(platform(id), request).orElseThrow(() -> unknown(id));
    }

    private Optional<AppView> find(Platform platform, ContainerRequestContext request) {
        return backend.apps().find(platform).map(app -> view(app, request));
    }

    private AppView view(AppInfo app, ContainerRequestContext request) {
        Optional<URI> callback = address.knownCallback(request.getUriInfo().getRequestUri());
        return new AppView(
                app.platform().id(),
                app.clientId(),
                app.hasSecret(),
                app.source().name().toLowerCase(Locale.ROOT),
                callback.orElse(null),
                callback.isPresent()
                        ? List.of()
                        : List.of(new WarningView(
                                "redirectUri", PublicAddress.UNKNOWN, "", "", PublicAddress.UNKNOWN_TEXT)));
    }

    private static NotFoundException unknown(String where) {
        return new NotFoundException("There is no app of this Carillon with '" + where + "'.");
    }

    private static Platform platform(String id) {
        return Ids.parse("platform", id, Platform::new);
    }

    private static void requireAdministrator(ContainerRequestContext request) {
        Caller.of(request)
                .requireAdministrator(
                        "Apps belong to the whole installation; only its administrator sees and changes them.");
    }
}
