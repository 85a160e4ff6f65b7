package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.oauth.Plain;
import io.carillon.accounts.internal.oauth.TokenOutcome;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes people who come back from a network. Who is not the one who began changes nothing; everybody else uses the consent
 * up, whatever comes of it.
 */
final class Landing {

    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);
    private static final Set<String> APP_ERRORS = Set.of("invalid_client", "unauthorized_client");

    private final Consents consents;
    private final Publishers publishers;
    private final OAuthDesk oauth;
    private final Choices choices;

    Landing(Consents consents, Publishers publishers, OAuthDesk oauth, Choices choices) {
        this.consents = consents;
        this.publishers = publishers;
        this.oauth = oauth;
        this.choices = choices;
    }

    Choice land(Visitor visitor, Comeback comeback) {
        Consent asked = comeback.state()
                .flatMap(consents::find)
                .orElseThrow(() -> bare(Failure.UNKNOWN, "This server knows nothing of this consent, or no longer."));
        if (!Consents.isOf(asked, visitor)) {
            throw bare(
                    Failure.OTHER_BROWSER,
                    "The consent was asked for in another browser, or in a session that has ended.");
        }
        Optional<PublisherProfile> profile = publishers.profile(asked.platform());
        String name =
                profile.map(PublisherProfile::name).orElse(asked.platform().id());
        if (asked.stage() != Stage.ASKED) {
            throw new FailedException(
                    Failure.USED, Optional.of(name), "This answer of " + name + " was taken before.", Optional.empty());
        }
        Consent returned = consents.advance(asked, Stage.RETURNED)
                .orElseThrow(() -> new FailedException(
                        Failure.USED,
                        Optional.of(name),
                        "This answer of " + name + " was taken before.",
                        Optional.empty()));
        return new Case(returned, comeback, name, profile).decide();
    }

    private static FailedException bare(Failure failure, String detail) {
        return new FailedException(failure, Optional.empty(), detail, Optional.empty());
    }

    /** One person who came back in time or late, and is the right one. */
    private final class Case {

        private final Consent consent;
        private final Comeback comeback;
        private final String name;
        private final Optional<PublisherProfile> profile;
        private Optional<String> returnTo = Optional.empty();

        Case(Consent consent, Comeback comeback, String name, Optional<PublisherProfile> profile) {
            this.consent = consent;
            this.comeback = comeback;
            this.name = name;
            this.profile = profile;
        }

        Choice decide() {
            try {
                return found();
            } catch (FailedException e) {
                consents.fail(consent, e.failure());
                throw e;
            } catch (InvalidException | ConflictException e) {
                FailedException failed =
                        failed(e instanceof ConflictException ? Failure.APP : Failure.NO_IDENTITY, e.getMessage());
                consents.fail(consent, failed.failure());
                throw failed;
            } catch (UnavailableException e) {
                consents.fail(consent, Failure.NETWORK);
                throw failed(Failure.NETWORK, e.getMessage());
            } catch (UnreadableGrantException e) {
                consents.fail(consent, Failure.SERVER);
                throw failed(Failure.SERVER, "What was asked for cannot be opened: " + e.getMessage() + ".");
            } catch (RuntimeException | LinkageError e) {
                // A publisher's bug, most likely. Its message may quote what it sent, so it is for the log only.
                LOG.error("A consent for {} came to nothing", consent.platform(), e);
                consents.fail(consent, Failure.SERVER);
                throw failed(Failure.SERVER, "Something went wrong in this server; its log says what.");
            }
        }

        private Choice found() throws UnreadableGrantException {
            Plan plan = consents.plan(consent);
            returnTo = plan.returnTo();
            if (consents.isExpired(consent)) {
                throw failed(
                        Failure.EXPIRED,
                        "The consent was given too late: it was asked for more than " + Consents.PATIENCE.toMinutes()
                                + " minutes ago.");
            }
            PublisherProfile network = profile.orElseThrow(
                    () -> failed(Failure.SERVER, "The publisher for " + name + " was removed meanwhile."));
            comeback.error().ifPresent(error -> {
                throw denied(error);
            });
            SettingsRules rules = new SettingsRules(network.connect());
            Place place = oauth.places().toExchange(network, plan.settings(), plan.clientId(), rules::named);
            place.registration().endpoints().issuer().ifPresent(this::requireIssuer);
            String code = comeback.code()
                    .filter(text -> !text.isBlank())
                    .orElseThrow(() -> failed(Failure.NO_CODE, name + " sent you back without saying yes or no."));
            Grant grant = exchanged(place, plan, code);
            List<Identity> identities = withScopes(identities(network, rules, plan, grant), grant);
            Plan after = plan.found(identities, rules.plain(plan.settings()));
            choices.otherThanTheAccount(consent, after).ifPresent(said -> {
                throw failed(Failure.NO_IDENTITY, said);
            });
            consents.found(consent, after);
            return choices.of(consents.find(comeback.state().orElseThrow()).orElse(consent), after, network);
        }

        private FailedException denied(String error) {
            String said = Plain.of(comeback.errorDescription().orElse(""), Set.of());
            if (error.equals("access_denied")) {
                return failed(
                        Failure.DENIED,
                        "Consent was not given." + (said.isEmpty() ? "" : " " + name + " says: " + said));
            }
            Failure failure = APP_ERRORS.contains(error) ? Failure.APP : Failure.REFUSED;
            return failed(
                    failure,
                    name + " did not let you give consent: " + (said.isEmpty() ? "" : said + " ") + "("
                            + Plain.of(error, Set.of()) + ")");
        }

        private void requireIssuer(String issuer) {
            if (!comeback.issuer().equals(Optional.of(issuer))) {
                throw failed(
                        Failure.WRONG_ISSUER, "The answer does not come from the server that consent was asked of.");
            }
        }

        private Grant exchanged(Place place, Plan plan, String code) {
            TokenOutcome outcome = oauth.client()
                    .exchange(
                            place.registration(),
                            code,
                            plan.asking(comeback.state().orElseThrow()));
            Grant grant = outcome.fold(
                    TokenOutcome.Granted::grant,
                    refused -> {
                        throw failed(
                                APP_ERRORS.contains(refused.code()) ? Failure.APP : Failure.REFUSED,
                                name + " took your consent back at the last moment: " + refused.said());
                    },
                    unclear -> {
                        throw failed(Failure.NETWORK, unclear.reason());
                    });
            Map<String, String> secrets = new HashMap<>(grant.secrets());
            place.server().map(URI::toString).ifPresent(address -> secrets.put(OAuth2Grant.SERVER, address));
            return new Grant(secrets, grant.expiresAt());
        }

        private List<Identity> identities(PublisherProfile network, SettingsRules rules, Plan plan, Grant grant) {
            Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(network.platform());
            if (use.isEmpty()) {
                throw failed(Failure.SERVER, "The publisher for " + name + " was removed meanwhile.");
            }
            ConnectOutcome outcome;
            try (Publishers.Use<AccountConnector> connector = use.get()) {
                outcome = connector.service().connect(plan.settings(), grant);
            }
            return outcome.fold(new ConnectOutcome.Cases<>() {

                @Override
                public List<Identity> identities(ConnectOutcome.Identities identities) {
                    return identities.all();
                }

                @Override
                public List<Identity> refused(ConnectOutcome.Refused refused) {
                    String said = refused.violations().stream()
                            .map(rules::named)
                            .map(Violation::message)
                            .collect(Collectors.joining(" "));
                    throw failed(Failure.NO_IDENTITY, said.isEmpty() ? name + " names nobody to publish as." : said);
                }

                @Override
                public List<Identity> notReached(ConnectOutcome.NotReached notReached) {
                    throw failed(Failure.NETWORK, name + " could not be asked who you are: " + notReached.reason());
                }
            });
        }

        private FailedException failed(Failure failure, String detail) {
            return new FailedException(failure, Optional.of(name), detail, returnTo);
        }
    }

    /** Where the connector did not say what was granted, the token answer did. */
    private static List<Identity> withScopes(List<Identity> identities, Grant grant) {
        return identities.stream()
                .map(identity -> {
                    Map<String, String> settings = new HashMap<>(identity.settings());
                    settings.putIfAbsent(
                            Identity.GRANTED_SCOPES,
                            grant.secret(OAuth2Grant.SCOPE).orElse(""));
                    return new Identity(
                            identity.remoteId(),
                            identity.handle(),
                            identity.displayName(),
                            identity.avatarUrl(),
                            settings,
                            identity.grant());
                })
                .toList();
    }
}
