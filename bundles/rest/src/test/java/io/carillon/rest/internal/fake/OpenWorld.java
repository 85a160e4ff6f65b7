package io.carillon.rest.internal.fake;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Vault;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Every address may be called though nobody is there, and secrets are kept as they are. */
final class OpenWorld implements GuardedHttp, Vault {

    @Override
    public Result send(Request request, Instant deadline) {
        return new NotSent("Nobody is there.");
    }

    @Override
    public Optional<String> refusal(URI address) {
        return Optional.empty();
    }

    @Override
    public SealedGrant seal(WorkspaceId workspace, String owner, String secret) {
        return new SealedGrant(secret, "k1", Optional.empty());
    }

    @Override
    public Optional<String> open(WorkspaceId workspace, String owner, SealedGrant sealed) {
        return Optional.of(sealed.sealed());
    }
}
