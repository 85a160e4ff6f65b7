package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.KeyRing;
import io.carillon.accounts.internal.vault.NodeServers;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.SharedTrait;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.NodeStore;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The vault of this server, and what it tells the others of its keys: their ids, with every beat.
 *
 * <p>Activated at once, so that a vault that cannot be used is known when the server starts and not when a post falls due.
 */
@Component(
        service = {OpenVault.class, Seals.class, SharedTrait.class},
        immediate = true,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccountsConfig.class)
public final class OpenVault implements Seals, SharedTrait {

    private final Vault vault;

    @Activate
    public OpenVault(AccountsConfig config, @Reference NodeStore nodes) {
        AccountsSettings settings = StartupFailure.toldBy(() -> AccountsSettings.of(config));
        vault = StartupFailure.toldBy(() -> Vault.open(variable(), settings.keyFile(), new NodeServers(nodes)));
    }

    OpenVault(Vault vault) {
        this.vault = vault;
    }

    /** Read here and not by the configuration, since what a component is configured with can be seen by all bundles. */
    private static String variable() {
        return Optional.ofNullable(System.getenv(KeyRing.VARIABLE)).orElse("");
    }

    Vault vault() {
        return vault;
    }

    @Override
    public SealedGrant seal(WorkspaceId workspace, AccountId name, Grant secrets) {
        return vault.seal(workspace, name, secrets);
    }

    @Override
    public Grant open(WorkspaceId workspace, AccountId name, SealedGrant sealed) throws UnreadableGrantException {
        return vault.open(workspace, name, sealed);
    }

    @Override
    public String name() {
        return Vault.TRAIT;
    }

    /** What one server seals, the others have to open. */
    @Override
    public String value() {
        return vault.keyIds();
    }
}
