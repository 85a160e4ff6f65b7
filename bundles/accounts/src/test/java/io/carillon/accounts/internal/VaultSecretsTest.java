package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSecretsTest {

    @TempDir
    Path folder;

    private VaultSecrets secrets(String keys) {
        return new VaultSecrets(new OpenVault(Vault.open("", folder.resolve(keys), OtherServers.NONE)));
    }

    @Test
    void secretOpensForItsOwnerOnlyAndWithItsKey() {
        VaultSecrets secrets = secrets("one/vault.json");
        SealedGrant sealed = secrets.seal(Workspace.DEFAULT_ID, "h_1", "whsec_secret");

        assertThat(sealed.sealed()).doesNotContain("whsec");
        assertThat(secrets.open(Workspace.DEFAULT_ID, "h_1", sealed)).contains("whsec_secret");
        assertThat(secrets.open(Workspace.DEFAULT_ID, "h_2", sealed)).isEmpty();
        assertThat(secrets.open(new WorkspaceId("other"), "h_1", sealed)).isEmpty();
        assertThat(secrets("two/vault.json").open(Workspace.DEFAULT_ID, "h_1", sealed))
                .isEmpty();
    }
}
