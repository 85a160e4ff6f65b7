package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.SettingsRules;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Publishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a network's connector as whom a grant lets us publish. */
final class Identification {

    private final Publishers publishers;

    Identification(Publishers publishers) {
        this.publishers = publishers;
    }

    /** @throws Trouble if there is nobody, or the network could not be asked */
    List<Identity> of(PublisherProfile network, Map<String, String> answers, Grant grant) {
        Publishers.Use<AccountConnector> use = publishers
                .use(AccountConnector.class, network.platform())
                .orElseThrow(() ->
                        new Trouble(Failure.SERVER, "The publisher for " + network.name() + " was removed meanwhile."));
        ConnectOutcome outcome;
        try (use) {
            outcome = use.service().connect(answers, grant);
        }
        return outcome.fold(new Answer(network)).stream()
                .map(identity -> withScopes(identity, grant))
                .toList();
    }

    /** What the answer means. */
    private record Answer(PublisherProfile network) implements ConnectOutcome.Cases<List<Identity>> {

        @Override
        public List<Identity> identities(ConnectOutcome.Identities identities) {
            return identities.all();
        }

        @Override
        public List<Identity> refused(ConnectOutcome.Refused refused) {
            SettingsRules rules = new SettingsRules(network.connect());
            String said = refused.violations().stream()
                    .map(rules::named)
                    .map(Violation::message)
                    .collect(Collectors.joining(" "));
            throw new Trouble(
                    Failure.NO_IDENTITY, said.isEmpty() ? network.name() + " names nobody to publish as." : said);
        }

        @Override
        public List<Identity> notReached(ConnectOutcome.NotReached notReached) {
            throw new Trouble(
                    Failure.NETWORK, network.name() + " could not be asked who you are: " + notReached.reason());
        }
    }

    /** Where the connector did not say what was granted, the token answer did. */
    private static Identity withScopes(Identity identity, Grant grant) {
        Optional<String> scope = grant.secret(OAuth2Grant.SCOPE);
        Map<String, String> settings = new HashMap<>(identity.settings());
        settings.putIfAbsent(Identity.GRANTED_SCOPES, scope.orElse(""));
        return new Identity(
                identity.remoteId(),
                identity.handle(),
                identity.displayName(),
                identity.avatarUrl(),
                settings,
                identity.grant());
    }
}
