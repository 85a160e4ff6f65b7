package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.oauth.Plain;
import io.carillon.accounts.internal.oauth.TokenOutcome;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.UnavailableException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a grant of what a person brings back from a network, or says why there is none. */
final class Exchange {

    private static final String DENIED = "access_denied";
    private static final Set<String> APP_ERRORS = Set.of("invalid_client", "unauthorized_client");

    private final OAuthDesk oauth;

    Exchange(OAuthDesk oauth) {
        this.oauth = oauth;
    }

    /** @throws Trouble with what to tell the person */
    Grant grant(PublisherProfile network, Plan plan, Comeback comeback) {
        if (!ReturnAddress.is(plan.redirectUri(), comeback.path())) {
            throw anothersAnswer();
        }
        comeback.error().ifPresent(error -> {
            throw refusal(network.name(), error, comeback.errorDescription());
        });
        Place place = place(network, plan);
        place.registration().endpoints().issuer().ifPresent(issuer -> requireIssuer(issuer, comeback));
        String code = comeback.code()
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new Trouble(Failure.NO_CODE, network.name() + " sent you back without saying yes or no."));
        String state = comeback.state().orElseThrow();
        Grant grant = oauth.client()
                .exchange(place.registration(), code, plan.asking(state))
                .fold(
                        TokenOutcome.Granted::grant,
                        refused -> {
                            throw refusal(network, place, refused);
                        },
                        unclear -> {
                            throw new Trouble(Failure.NETWORK, unclear.reason());
                        });
        Map<String, String> secrets = new HashMap<>(grant.secrets());
        place.server().map(URI::toString).ifPresent(address -> secrets.put(OAuth2Grant.SERVER, address));
        return new Grant(secrets, grant.expiresAt());
    }

    /** Only what the token endpoint says of our app is the server's own word; a browser can be made to bring anything. */
    private Trouble refusal(PublisherProfile network, Place place, TokenOutcome.Refused refused) {
        if (place.introduced() && isAboutTheApp(refused)) {
            oauth.places().forget(network.platform(), place);
            return new Trouble(
                    Failure.APP_FORGOTTEN,
                    place.server().map(URI::getHost).orElse(network.name()) + " no longer knows this Carillon: "
                            + refused.said() + ".");
        }
        return new Trouble(
                failure(refused.code()),
                network.name() + " took your consent back at the last moment: " + refused.said());
    }

    private Place place(PublisherProfile network, Plan plan) {
        SettingsRules rules = new SettingsRules(network.connect());
        try {
            return oauth.places().toExchange(network, plan.settings(), plan.clientId(), rules::named);
        } catch (ConflictException e) {
            throw new Trouble(Failure.APP, e.getMessage());
        } catch (InvalidException | UnavailableException e) {
            throw new Trouble(Failure.NETWORK, e.getMessage());
        }
    }

    static boolean isAboutTheApp(TokenOutcome.Refused refused) {
        return APP_ERRORS.contains(refused.code());
    }

    private static Failure failure(String error) {
        return APP_ERRORS.contains(error) ? Failure.APP : Failure.REFUSED;
    }

    private static Trouble refusal(String name, String error, Optional<String> description) {
        String said = Plain.of(description.orElse(""), Set.of());
        if (error.equals(DENIED)) {
            return new Trouble(
                    Failure.DENIED, "Consent was not given." + (said.isEmpty() ? "" : " " + name + " says: " + said));
        }
        return new Trouble(
                failure(error),
                name + " did not let you give consent: " + (said.isEmpty() ? "" : said + " ") + "("
                        + Plain.of(error, Set.of()) + ")");
    }

    private static void requireIssuer(String issuer, Comeback comeback) {
        if (!comeback.issuer().equals(Optional.of(issuer))) {
            throw anothersAnswer();
        }
    }

    private static Trouble anothersAnswer() {
        return new Trouble(
                Failure.WRONG_ISSUER,
                "The answer does not come from the server that consent was asked of. Nothing was shown to either.");
    }
}
