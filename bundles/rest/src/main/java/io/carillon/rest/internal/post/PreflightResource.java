package io.carillon.rest.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Post;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Violation.Severity;
import io.carillon.api.service.Posts;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Would this post go out? {@code /preflight}. Nothing is stored. */
@Path("preflight")
@Produces(MediaType.APPLICATION_JSON)
public final class PreflightResource {

    private final Backend backend;

    public PreflightResource(Backend backend) {
        this.backend = backend;
    }

    /** One thing that is wrong; account and platform are null where it concerns the whole post. */
    public record Finding(
            String account,
            String platform,
            String field,
            String rule,
            String limit,
            String actual,
            Severity severity,
            String message) {}

    public record Count(String account, int used, int limit) {}

    public record Result(List<Finding> problems, List<Count> counts) {}

    @POST
    @Access(Scope.READ)
    @Consumes(MediaType.APPLICATION_JSON)
    public Result check(PostBody body, @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        Post post =
                new PostReader(backend.accounts(), caller.workspace()).read(Bodies.required(body), Optional.empty());
        Map<AccountId, String> platforms = post.accounts().stream()
                .collect(Collectors.toMap(
                        Account::id, account -> account.platform().id()));
        Posts.Preflight found = backend.posts().preflight(caller.workspace(), post);
        return new Result(
                found.problems().stream().map(v -> finding(v, platforms)).toList(),
                found.counts().stream()
                        .map(c -> new Count(c.account().value(), c.used(), c.limit()))
                        .toList());
    }

    private static Finding finding(Violation violation, Map<AccountId, String> platforms) {
        return new Finding(
                violation.account().map(AccountId::value).orElse(null),
                violation.account().map(platforms::get).orElse(null),
                violation.field(),
                violation.rule(),
                violation.limit(),
                violation.actual(),
                violation.severity(),
                violation.message());
    }
}
