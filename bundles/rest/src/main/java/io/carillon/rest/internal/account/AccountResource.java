package io.carillon.rest.internal.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.body.Zones;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.platform.Installed;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connected accounts: {@code /accounts}. */
@Path("accounts")
@Produces(MediaType.APPLICATION_JSON)
public final class AccountResource {

    private final Backend backend;
    private final Idempotency idempotency;
    private final ContentTags tags = new ContentTags();

    public AccountResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    /**
     * What it takes to connect; the settings may hold secrets, so they are never shown.
     *
     * @param account to connect anew
     */
    public record ConnectBody(String platform, Map<String, String> settings, String account) {

        @Override
        public String toString() {
            return "ConnectBody[" + platform + "]";
        }
    }

    /** What may be changed; what is absent stays. */
    public record ChangeBody(String displayName, String zone, Map<String, String> settings) {

        @Override
        public String toString() {
            return "ChangeBody[" + displayName + ", " + zone + "]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response connect(ConnectBody body, @Context ContainerRequestContext request) {
        ConnectBody wish = Bodies.required(body);
        Violations violations = new Violations();
        Map<String, String> settings = AccountSettings.read(wish.settings(), violations);
        Optional<Platform> platform =
                Installed.profile(backend, wish.platform(), violations).map(PublisherProfile::platform);
        violations.throwIfAny();
        Optional<AccountId> again = Optional.ofNullable(wish.account()).map(AccountResource::accountId);
        return idempotency.once(request, () -> {
            Account account = backend.accounts().connect(workspace(request), platform.orElseThrow(), settings, again);
            return ContentTags.tagged(Response.created(Addresses.of("accounts/" + account.id())), view(account))
                    .build();
        });
    }

    @GET
    public Listing<AccountView> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        List<Account> all = backend.accounts().list(workspace(request));
        return Listing.of(
                Paging.of(request, limit, cursor)
                        .slice(all, account -> account.id().value()),
                this::view);
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return ContentTags.ok(find(id, request));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Response change(
            @PathParam("id") String id,
            JsonNode patch,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        ChangeBody wish = Bodies.convert(MergePatch.usual(Bodies.object(patch), Map.of()), ChangeBody.class);
        Violations violations = new Violations();
        Map<String, String> settings = AccountSettings.read(wish.settings(), violations);
        Optional<ZoneId> zone = Optional.ofNullable(wish.zone()).flatMap(text -> Zones.parse("zone", text, violations));
        violations.throwIfAny();
        Optional<String> displayName = Optional.ofNullable(wish.displayName());
        return tags.changing(
                ifMatch,
                () -> find(id, request),
                () -> ContentTags.ok(view(
                        backend.accounts().update(workspace(request), accountId(id), displayName, zone, settings))));
    }

    @DELETE
    @Path("{id}")
    public void remove(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        ContentTags.require(ifMatch, () -> find(id, request));
        backend.accounts().remove(workspace(request), accountId(id));
    }

    private AccountView find(String id, ContainerRequestContext request) {
        return view(backend.accounts().get(workspace(request), accountId(id)));
    }

    private AccountView view(Account account) {
        return AccountView.of(account, backend.publishers());
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }

    private static AccountId accountId(String id) {
        return Ids.parse("account", id, AccountId::new);
    }
}
