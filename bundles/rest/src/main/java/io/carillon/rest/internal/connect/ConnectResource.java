package io.carillon.rest.internal.connect;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.UserSession;
import io.carillon.api.publisher.Permissions;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Connections;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Candidate;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.rest.internal.account.AccountSettings;
import io.carillon.rest.internal.account.AccountView;
import io.carillon.rest.internal.auth.Browsers;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.auth.Secrets;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.platform.Installed;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connecting by consent on a network's pages: {@code /accounts/connect}. */
@Path("accounts/connect")
@Produces(MediaType.APPLICATION_JSON)
public final class ConnectResource {

    private static final int MAX_RETURN = 1000;

    private final Backend backend;
    private final PublicAddress address;
    private final Secrets secrets;
    private final Idempotency idempotency;

    public ConnectResource(Backend backend, PublicAddress address, Secrets secrets, Idempotency idempotency) {
        this.backend = backend;
        this.address = address;
        this.secrets = secrets;
        this.idempotency = idempotency;
    }

    /**
     * What it takes to begin; the settings may hold secrets, so they are never shown.
     *
     * @param account to connect anew
     */
    public record BeginBody(String platform, Map<String, String> settings, String returnTo, String account) {

        @Override
        public String toString() {
            return "BeginBody[" + platform + "]";
        }
    }

    /** @param state by which the rest of the consent goes, at {@code accounts/connect/{state}} */
    public record BegunView(String state, URI authorizationUrl, Instant expiresAt) {

        @Override
        public String toString() {
            return "BegunView[" + expiresAt + "]";
        }
    }

    /** @param account that is this identity already; null where there is none */
    public record IdentityView(
            String id, String handle, String displayName, URI avatarUrl, String account, Permissions permissions) {

        static IdentityView of(Candidate candidate) {
            return new IdentityView(
                    candidate.id(),
                    candidate.handle(),
                    candidate.displayName(),
                    candidate.avatarUrl().orElse(null),
                    candidate.account().map(AccountId::value).orElse(null),
                    new Permissions(candidate.missing().isEmpty(), candidate.missing()));
        }
    }

    public record ChoiceView(String platform, List<IdentityView> identities, String account, Instant expiresAt) {}

    public record ChosenBody(List<String> identities) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(BeginBody body, @Context ContainerRequestContext request) {
        BeginBody wish = Bodies.required(body);
        URI here = request.getUriInfo().getRequestUri();
        Violations violations = new Violations();
        Optional<Platform> platform =
                Installed.profile(backend, wish.platform(), violations).map(PublisherProfile::platform);
        Map<String, String> settings = AccountSettings.read(wish.settings(), violations);
        checkReturn(wish.returnTo(), here, violations);
        violations.throwIfAny();
        Caller caller = Caller.of(request);
        String secret = secrets.next();
        Begun begun = backend.connections()
                .begin(new Wish(
                        caller.workspace(),
                        caller.user().id(),
                        platform.orElseThrow(),
                        settings,
                        Optional.ofNullable(wish.account()).map(id -> Ids.parse("account", id, AccountId::new)),
                        Optional.ofNullable(wish.returnTo()),
                        address.callback(here),
                        caller.session().map(Browsers::mark).orElseGet(() -> Browsers.mark(secret))));
        Response.ResponseBuilder answer =
                Response.ok(new BegunView(begun.state(), begun.authorizationUrl(), begun.expiresAt()));
        Optional<UserSession> session = caller.session();
        return session.isPresent()
                ? answer.build()
                : answer.cookie(Browsers.cookie(secret, address.isSecure())).build();
    }

    private void checkReturn(String returnTo, URI here, Violations violations) {
        if (returnTo == null) {
            return;
        }
        if (returnTo.length() > MAX_RETURN || !address.isOwn(returnTo, here)) {
            violations.add(
                    "returnTo",
                    "own-address",
                    "a path such as /accounts, of at most " + MAX_RETURN + " characters",
                    returnTo.length() > MAX_RETURN ? returnTo.length() + " characters" : returnTo,
                    "returnTo leads back to this server only; give a path such as /accounts.");
        }
    }

    @GET
    @Path("{state}")
    public Response choice(@PathParam("state") String state, @Context ContainerRequestContext request) {
        Choice choice = backend.connections().choice(visitor(request), state);
        return ContentTags.ok(new ChoiceView(
                choice.platform().id(),
                choice.identities().stream().map(IdentityView::of).toList(),
                choice.account().map(AccountId::value).orElse(null),
                choice.expiresAt()));
    }

    @POST
    @Path("{state}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response choose(
            @PathParam("state") String state, ChosenBody body, @Context ContainerRequestContext request) {
        ChosenBody chosen = Bodies.required(body);
        Violations violations = new Violations();
        if (chosen.identities() == null || chosen.identities().stream().anyMatch(id -> id == null)) {
            violations.required("identities", "Name the identities to connect by their ids.");
        }
        violations.throwIfAny();
        Connections connections = backend.connections();
        return idempotency.once(request, () -> Response.ok(new Listing<>(
                        connections.choose(visitor(request), state, chosen.identities()).stream()
                                .map(account -> AccountView.of(account, backend.publishers()))
                                .toList(),
                        null))
                .build());
    }

    private static Visitor visitor(ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        return Visitor.of(caller.user().id(), caller.workspace());
    }
}
