package io.carillon.accounts.internal;

import io.carillon.accounts.internal.connect.OAuthDesk;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Queues;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Connects accounts and keeps them. Whoever connects an identity that is known already gets the same account back, with
 * its posts and its queue; what waited for it goes out.
 */
@Component(
        service = {Accounts.class, AccountRegister.class},
        immediate = true)
public final class AccountRegister implements Accounts {

    private static final int TRIES = 5;

    private final AccountBook book;
    private final Networks networks;
    private final WorkspaceStore workspaces;
    private final Ids ids;
    private final Engine engine;
    private final Consumer<Account> revocation;

    /** Comes and goes with the engine; the only reference that must not take this component along. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Dispatch dispatch;

    /** Comes and goes with the stores of posts. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Queues queues;

    @Activate
    public AccountRegister(
            @Reference AccountBook book,
            @Reference Publishers publishers,
            @Reference WorkspaceStore workspaces,
            @Reference PostStore posts,
            @Reference DispatchStore deliveries,
            @Reference OAuthDesk oauth) {
        this.book = book;
        revocation = oauth::revoke;
        this.workspaces = workspaces;
        networks = new Networks(publishers);
        ids = new Ids(Clock.systemUTC(), new SecureRandom());
        engine = new StoreEngine(
                posts,
                deliveries,
                () -> Optional.ofNullable(dispatch),
                () -> Optional.ofNullable(queues),
                Clock.systemUTC());
    }

    AccountRegister(
            AccountBook book,
            Publishers publishers,
            WorkspaceStore workspaces,
            Engine engine,
            Ids ids,
            Consumer<Account> revocation) {
        this.book = book;
        this.revocation = revocation;
        this.workspaces = workspaces;
        this.engine = engine;
        this.ids = ids;
        networks = new Networks(publishers);
    }

    @Override
    public Account connect(
            WorkspaceId workspace, Platform platform, Map<String, String> settings, Optional<AccountId> again) {
        Optional<Account> expected = again.map(id -> get(workspace, id));
        PublisherProfile profile = networks.profile(platform);
        ConnectMethod method = profile.connect()
                .withoutConsent()
                .orElseThrow(() -> new InvalidException(Violation.error(
                        "platform",
                        "oauth-consent",
                        "credentials or none",
                        "oauth2",
                        profile.name()
                                + " asks for consent on its own pages; connect it with POST /accounts/connect.")));
        SettingsRules rules = new SettingsRules(method);
        Map<String, String> answers = rules.check(settings);
        Identity identity = networks.identify(profile, method, answers);
        Map<String, String> plain = new HashMap<>(rules.plain(answers));
        identity.settings().forEach((name, value) -> {
            if (!rules.isSecret(name)) {
                plain.put(name, value);
            }
        });
        Found found = new Found(platform, identity, plain, Optional.empty());
        expected.filter(account -> !found.isThe(account)).ifPresent(account -> {
            throw new InvalidException(Violation.error(
                    "account",
                    "same-identity",
                    account.handle(),
                    identity.handle(),
                    "This is about " + account.handle() + " on " + account.platform()
                            + ", but the credentials are those"
                            + " of " + identity.handle() + " on " + platform + ". Give those of " + account.handle()
                            + ", or connect the other as an account of its own."));
        });
        return adopt(found, workspace);
    }

    /**
     * Makes an account of an identity, or connects the account anew that it is already. The store has one account of each:
     * whoever comes second, on this server or on another, finds the account of whoever was first.
     */
    public Account adopt(Found found, WorkspaceId workspace) {
        for (int tries = 1; ; tries++) {
            try {
                return book.list(workspace).stream()
                        .filter(found::isThe)
                        .min(found.firstChoice())
                        .flatMap(account -> renew(found, account))
                        .orElseGet(() -> create(found, workspace));
            } catch (InUseException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Account create(Found found, WorkspaceId workspace) {
        ZoneId zone = workspaces.find(workspace).map(Workspace::zone).orElse(ZoneOffset.UTC);
        Account account = found.created(ids.newAccountId(), workspace, zone);
        book.changes().add(account, found.consent());
        return account.withGrant(Grant.none());
    }

    /** It can be used again: what waited for it goes out. */
    void wake(Account account) {
        engine.wake(account);
    }

    /** Empty if the account was removed meanwhile. */
    private Optional<Account> renew(Found found, Account known) {
        Optional<Account> renewed =
                book.changes().replace(known.workspace(), known.id(), found.consent(), found::renewed);
        renewed.ifPresent(engine::wake);
        return renewed;
    }

    /** @throws InvalidException if no publisher for the platform is installed */
    public PublisherProfile profile(Platform platform) {
        return networks.profile(platform);
    }

    @Override
    public List<Account> list(WorkspaceId workspace) {
        return book.list(workspace);
    }

    @Override
    public Account get(WorkspaceId workspace, AccountId id) {
        return book.find(workspace, id).orElseThrow(() -> new NotFoundException("account", id));
    }

    @Override
    public Account update(
            WorkspaceId workspace,
            AccountId id,
            Optional<String> displayName,
            Optional<ZoneId> zone,
            Map<String, String> settings) {
        Account changed = book.changes()
                .change(workspace, id, account -> new AccountChange(account, displayName, zone, settings)
                        .apply(networks::profile))
                .orElseThrow(() -> new NotFoundException("account", id));
        engine.follow(changed);
        return changed;
    }

    @Override
    public void remove(WorkspaceId workspace, AccountId id) {
        Account account = get(workspace, id);
        if (engine.needs(account)) {
            throw new ConflictException(
                    "account-in-use",
                    "Posts are still scheduled for " + account.handle()
                            + ", or are being published. Cancel them or take" + " this account out of them first.");
        }
        // As it is now: another server may have renewed what is remembered here.
        Account leaving = book.read(workspace, id).orElse(account);
        forget(account);
        if (!sharesItsConsent(leaving) && !isConnected(leaving.platform(), leaving.identity())) {
            revocation.accept(leaving);
        }
        networks.sayGoodbye(leaving);
    }

    /**
     * Of one consent there may be several accounts, such as a person and the pages; the last of them gives it back. Told by
     * the tokens, since accounts from before consents were shared have copies of them.
     */
    private boolean sharesItsConsent(Account leaving) {
        return book.list(leaving.workspace()).stream()
                .filter(other -> other.platform().equals(leaving.platform())
                        && !other.id().equals(leaving.id()))
                .flatMap(other -> book.read(other.workspace(), other.id()).stream())
                .anyMatch(other -> Stream.of(OAuth2Grant.REFRESH_TOKEN, OAuth2Grant.ACCESS_TOKEN)
                        .anyMatch(token -> leaving.grant().secret(token).isPresent()
                                && leaving.grant()
                                        .secret(token)
                                        .equals(other.grant().secret(token))));
    }

    /** Whether it is connected, in its workspace or in another. */
    public boolean isConnected(Found found, WorkspaceId workspace) {
        return book.list(workspace).stream().filter(found::isThe).anyMatch(Standing::needsItsGrant)
                || isConnected(found.platform(), found.accountIdentity());
    }

    /**
     * Whether there is an account of an identity, in whichever workspace, that would lose its grant if that were given back
     * for another: this installation is one app there, which some networks give the same token whenever a person comes,
     * and for which some end all that the person ever allowed.
     */
    private boolean isConnected(Platform platform, String identity) {
        return book.ofIdentity(platform, identity).stream().anyMatch(Standing::needsItsGrant);
    }

    /** The accounts that live by the same consent as one of them. */
    public List<Account> others(Account account) {
        return book.others(account.workspace(), account.id());
    }

    /** An account that has published stays as a name in the story of its posts, without its grant. */
    private void forget(Account account) {
        try {
            book.changes().remove(account.workspace(), account.id());
        } catch (InUseException e) {
            book.changes().replace(account.workspace(), account.id(), now -> now.withStatus(AccountStatus.DISCONNECTED)
                    .withGrant(Grant.none()));
        }
    }
}
