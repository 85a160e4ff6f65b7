package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSecretsTest {

    @TempDir
    Path folder;

    private VaultSecrets secrets(String keys) {
        return secrets(keys, OtherServers.NONE);
    }

    private VaultSecrets secrets(String keys, OtherServers others) {
        return new VaultSecrets(new OpenVault(Vault.open("", folder.resolve(keys), others)));
    }

    /** A server that has all keys. */
    private record Neighbour(String name) implements OtherServers {

        @Override
        public List<String> without(String keyId) {
            return List.of();
        }

        @Override
        public List<String> with(String keyId) {
            return List.of(name);
        }
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

    @Test
    void secretWhoseKeyAnotherServerHasIsNotLost() {
        SealedGrant sealed = secrets("one/vault.json").seal(Workspace.DEFAULT_ID, "h_1", "whsec_secret");
        VaultSecrets wronglySetUp = secrets("two/vault.json", new Neighbour("north"));

        assertThatThrownBy(() -> wronglySetUp.open(Workspace.DEFAULT_ID, "h_1", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("north")
                .hasMessageContaining(sealed.keyId());
        SealedGrant own = wronglySetUp.seal(Workspace.DEFAULT_ID, "h_1", "whsec_secret");
        assertThat(wronglySetUp.open(Workspace.DEFAULT_ID, "h_2", own))
                .as("no key opens it for another")
                .isEmpty();
    }
}
