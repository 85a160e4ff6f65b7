package io.carillon.webhooks.internal;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Vault;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Optional;

/** Seals by a prefix, until its key is lost. */
final class FakeVault implements Vault {

    boolean lost;

    /** Another server has its key. */
    boolean elsewhere;

    @Override
    public SealedGrant seal(WorkspaceId workspace, String owner, String secret) {
        return new SealedGrant(prefix(workspace, owner) + secret, "k1", Optional.empty());
    }

    @Override
    public Optional<String> open(WorkspaceId workspace, String owner, SealedGrant sealed) {
        if (elsewhere) {
            throw new IllegalStateException("This server lacks the key, which another has.");
        }
        String prefix = prefix(workspace, owner);
        return Optional.of(sealed.sealed())
                .filter(text -> !lost && text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()));
    }

    private static String prefix(WorkspaceId workspace, String owner) {
        return "sealed:" + workspace + ":" + owner + ":";
    }
}
