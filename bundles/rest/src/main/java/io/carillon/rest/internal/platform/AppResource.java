package io.carillon.rest.internal.platform;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Scope;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.OAuthApps.AppInfo;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.connect.PublicAddress;
import io.carillon.rest.internal.problem.ProblemException;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** What a network knows this installation as: {@code /platforms/{id}/app}, for administrators. */
@Path("platforms/{id}/app")
@Produces(MediaType.APPLICATION_JSON)
public final class AppResource {

    private final Backend backend;
    private final PublicAddress address;

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
     * @param redirectUri to be entered with the network
     */
    public record AppView(String platform, String clientId, boolean hasSecret, String source, URI redirectUri) {}

    @GET
    @Access(Scope.ADMIN)
    public AppView get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        requireAdministrator(request);
        return backend.apps()
                .find(platform(id))
                .map(app -> view(app, request))
                .orElseThrow(() -> new NotFoundException("app of the platform", id));
    }

    @PUT
    @Access(Scope.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public AppView put(@PathParam("id") String id, AppBody body, @Context ContainerRequestContext request) {
        requireAdministrator(request);
        AppBody app = Bodies.required(body);
        Violations violations = new Violations();
        if (app.clientId() == null) {
            violations.required("clientId", "Give the client id that the network shows for the app.");
        }
        violations.throwIfAny();
        return view(backend.apps().put(platform(id), app.clientId(), Optional.ofNullable(app.clientSecret())), request);
    }

    @DELETE
    @Access(Scope.ADMIN)
    public void remove(@PathParam("id") String id, @Context ContainerRequestContext request) {
        requireAdministrator(request);
        if (!backend.apps().remove(platform(id))) {
            throw new NotFoundException("app of the platform", id);
        }
    }

    private AppView view(AppInfo app, ContainerRequestContext request) {
        return new AppView(
                app.platform().id(),
                app.clientId(),
                app.hasSecret(),
                app.source().name().toLowerCase(Locale.ROOT),
                address.callback(request.getUriInfo().getRequestUri()));
    }

    private static Platform platform(String id) {
        return Ids.parse("platform", id, Platform::new);
    }

    private static void requireAdministrator(ContainerRequestContext request) {
        if (!Caller.of(request).user().administrator()) {
            throw new ProblemException(
                    403,
                    "administrator-only",
                    "Apps belong to the whole installation; only its administrator sees and changes them.");
        }
    }
}
