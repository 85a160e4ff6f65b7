package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Vault;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The vault, for other parts of the server. */
@Component(service = Vault.class)
public final class VaultSecrets implements Vault {

    private static final String SECRET = "secret";

    private final OpenVault vault;

    @Activate
    public VaultSecrets(@Reference OpenVault vault) {
        this.vault = vault;
    }

    @Override
    public SealedGrant seal(WorkspaceId workspace, String owner, String secret) {
        return vault.seal(workspace, new AccountId(owner), new Grant(Map.of(SECRET, secret), Optional.empty()));
    }

    @Override
    public Optional<String> open(WorkspaceId workspace, String owner, SealedGrant sealed) {
        try {
            return vault.open(workspace, new AccountId(owner), sealed).secret(SECRET);
        } catch (UnreadableGrantException e) {
            vault.vault().requireNobodyElseOpens(e);
            return Optional.empty();
        }
    }
}
