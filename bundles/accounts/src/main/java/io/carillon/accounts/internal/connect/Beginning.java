package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.accounts.internal.oauth.OAuthClient;
import io.carillon.accounts.internal.oauth.TokenOutcome;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Wish;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.ConsentStore.Consent;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Sends people to the pages of a network. */
final class Beginning {

    private static final int STATE_BYTES = 32;

    private final Consents consents;
    private final AccountRegister register;
    private final OAuthDesk oauth;
    private final RandomGenerator random;

    /** @param random cryptographically strong */
    Beginning(Consents consents, AccountRegister register, OAuthDesk oauth, RandomGenerator random) {
        this.consents = consents;
        this.register = register;
        this.oauth = oauth;
        this.random = random;
    }

    Begun begin(Wish wish) {
        PublisherProfile profile = register.profile(wish.platform());
        ConnectMethod method = profile.connect();
        if (method.kind() != ConnectMethod.Kind.OAUTH2) {
            throw new InvalidException(Violation.error(
                    "platform",
                    "credentials",
                    "oauth2",
                    wish.platform().id(),
                    profile.name() + " asks for no consent on pages of its own; connect it with POST /accounts."));
        }
        SettingsRules rules = new SettingsRules(method);
        Map<String, String> answers = rules.check(withKnown(wish, method));
        Places.Asked asked = oauth.places().toAsk(profile, answers, wish.redirectUri(), rules::named);
        Place place = asked.place();
        boolean bound = place.registration().endpoints().dialect().dpop();
        Plan plan = new Plan(
                answers,
                OAuthClient.newVerifier(),
                asked.redirectUri(),
                place.registration().app().clientId(),
                bound ? Optional.of(DpopKey.generate().jwk()) : Optional.empty(),
                wish.account(),
                wish.returnTo(),
                List.of(),
                Optional.empty());
        String state = newState();
        OAuthClient.Sent sent = oauth.client().authorization(place.registration(), plan.asking(state));
        if (sent instanceof OAuthClient.Nowhere nowhere) {
            throw refused(profile, place, nowhere);
        }
        Consent consent = consents.add(state, wish, plan);
        return new Begun(state, ((OAuthClient.To) sent).authorization(), consent.expiresAt());
    }

    /** Who connects an account anew need not say again what it was connected with. */
    private Map<String, String> withKnown(Wish wish, ConnectMethod method) {
        Map<String, String> settings = new HashMap<>();
        wish.account().map(id -> register.get(wish.workspace(), id)).ifPresent(account -> {
            if (!account.platform().equals(wish.platform())) {
                throw new InvalidException(Violation.error(
                        "account",
                        "same-platform",
                        account.platform().id(),
                        wish.platform().id(),
                        "The account " + account.handle() + " is on " + account.platform() + "; it cannot be connected"
                                + " anew on " + wish.platform() + "."));
            }
            method.fields().stream()
                    .filter(field -> account.settings().containsKey(field.name()))
                    .forEach(field ->
                            settings.put(field.name(), account.settings().get(field.name())));
        });
        settings.putAll(wish.settings());
        return settings;
    }

    private RuntimeException refused(PublisherProfile profile, Place place, OAuthClient.Nowhere nowhere) {
        return nowhere.why()
                .fold(
                        granted -> new IllegalStateException("A pushed request is answered with no tokens"),
                        refused -> refused(profile, place, refused),
                        unclear -> new UnavailableException(
                                profile.name() + " could not be asked: " + unclear.reason() + " Try again later."));
    }

    private ConflictException refused(PublisherProfile profile, Place place, TokenOutcome.Refused refused) {
        boolean forgotten = place.introduced() && Exchange.isAboutTheApp(refused);
        if (forgotten) {
            oauth.places().forget(profile.platform(), place);
        }
        return new ConflictException(
                "consent-refused",
                profile.name() + " does not let us ask for consent: " + refused.said() + ". "
                        + (forgotten
                                ? "Connect again: this Carillon then introduces itself anew."
                                : advice(
                                        profile.platform(),
                                        place.registration().app().clientId())));
    }

    private static String advice(Platform platform, String clientId) {
        return AppRequest.isClientDocument(platform, clientId)
                ? "Check that the network can read " + clientId + ", and that the clock of this server is right."
                : "Check the developer app and its redirect URI.";
    }

    private String newState() {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
