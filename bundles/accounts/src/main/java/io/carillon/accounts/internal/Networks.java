package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the networks who somebody is. */
final class Networks {

    private static final Logger LOG = LoggerFactory.getLogger(Networks.class);
    private static final String HANDLE = "handle";
    private static final int MAX_HANDLE = 300;

    private final Publishers publishers;

    Networks(Publishers publishers) {
        this.publishers = publishers;
    }

    /** @throws InvalidException if no publisher for the platform is installed */
    PublisherProfile profile(Platform platform) {
        return publishers.profile(platform).orElseThrow(() -> {
            String installed = publishers.profiles().stream()
                    .map(profile -> profile.platform().id())
                    .collect(Collectors.joining(", "));
            return new InvalidException(Violation.error(
                    "platform",
                    "installed",
                    installed,
                    platform.id(),
                    "No publisher for '" + platform + "' is installed; there is "
                            + (installed.isEmpty() ? "none at all" : installed) + "."));
        });
    }

    /**
     * Finds out who a person is. Credentials sign in as one identity; should a network name several, the first counts:
     * it is the one that the credentials themselves belong to.
     *
     * @param method one that asks for no consent
     * @param answers checked already
     * @throws InvalidException if the network refuses them
     * @throws UnavailableException if it could not be asked
     */
    Identity identify(PublisherProfile profile, ConnectMethod method, Map<String, String> answers) {
        SettingsRules rules = new SettingsRules(method);
        Optional<Publishers.Use<AccountConnector>> use = publishers.use(AccountConnector.class, profile.platform());
        if (use.isEmpty()) {
            return withoutConnector(profile, method, answers);
        }
        ConnectOutcome outcome;
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            outcome = connector.service().connect(answers, Grant.none());
        }
        return outcome.fold(new ConnectOutcome.Cases<>() {

            @Override
            public Identity identities(ConnectOutcome.Identities identities) {
                return first(profile, identities.all());
            }

            @Override
            public Identity refused(ConnectOutcome.Refused refused) {
                throw refusal(profile, rules, refused.violations());
            }

            @Override
            public Identity notReached(ConnectOutcome.NotReached notReached) {
                throw new UnavailableException(profile.name() + " could not be asked: " + notReached.reason()
                        + ". Nothing was stored; try again later.");
            }
        });
    }

    private static Identity first(PublisherProfile profile, List<Identity> all) {
        if (all.size() > 1) {
            LOG.info(
                    "{} named {} identities for one sign-in; {} was connected",
                    profile.name(),
                    all.size(),
                    all.get(0).handle());
        }
        return all.get(0);
    }

    private static InvalidException refusal(PublisherProfile profile, SettingsRules rules, List<Violation> said) {
        if (said.isEmpty()) {
            return new InvalidException(Violation.error(
                    "settings", "refused", "", "", profile.name() + " refused to connect and did not say why."));
        }
        return new InvalidException(said.stream().map(rules::named).toList());
    }

    private static Identity withoutConnector(
            PublisherProfile profile, ConnectMethod method, Map<String, String> answers) {
        if (method.kind() != ConnectMethod.Kind.NONE) {
            throw new UnavailableException("The publisher for " + profile.name()
                    + " is installed without the part that connects accounts; install it completely and try again.");
        }
        SettingsRules rules = new SettingsRules(method);
        String handle = answers.getOrDefault(HANDLE, profile.platform().id());
        if (handle.length() > MAX_HANDLE) {
            throw new InvalidException(Violation.error(
                    "settings.handle",
                    "max-length",
                    "" + MAX_HANDLE,
                    "" + handle.length(),
                    "The handle has %d characters; at most %d are taken.".formatted(handle.length(), MAX_HANDLE)));
        }
        Map<String, String> secrets = rules.secret(answers);
        Grant grant = secrets.isEmpty() ? Grant.none() : new Grant(secrets, Optional.empty());
        return new Identity(handle, handle, handle, Optional.empty(), rules.plain(answers), grant);
    }

    /** Tells the network that an account is leaving; as its contract says, best effort. */
    void sayGoodbye(Account account) {
        publishers.use(AccountConnector.class, account.platform()).ifPresent(use -> {
            try (use) {
                use.service().disconnect(account);
            } catch (RuntimeException e) {
                // Not its message: a publisher's own exceptions may quote what it sent.
                LOG.warn(
                        "{} could not be told that account {} is disconnected ({}); its grant is forgotten here, and can"
                                + " be revoked on the network",
                        account.platform(),
                        account.id(),
                        e.getClass().getSimpleName());
            }
        });
    }
}
