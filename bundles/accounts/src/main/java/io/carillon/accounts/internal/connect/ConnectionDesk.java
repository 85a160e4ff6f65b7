package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.Found;
import io.carillon.accounts.internal.Seals;
import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.accounts.internal.oauth.OAuthClient;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.Account;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.ConsentStore;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where consents begin and become accounts; what happens when people come back is {@link Landing}'s. */
@Component(service = Connections.class)
public final class ConnectionDesk implements Connections {

    private static final int STATE_BYTES = 32;

    private final Consents consents;
    private final AccountRegister register;
    private final Publishers publishers;
    private final OAuthDesk oauth;
    private final Landing landing;
    private final Choices choices;
    private final RandomGenerator random;

    @Activate
    public ConnectionDesk(
            @Reference ConsentStore store,
            @Reference Seals seals,
            @Reference AccountRegister register,
            @Reference Publishers publishers,
            @Reference OAuthDesk oauth) {
        this(store, seals, register, publishers, oauth, new SecureRandom(), Clock.systemUTC());
    }

    ConnectionDesk(
            ConsentStore store,
            Seals seals,
            AccountRegister register,
            Publishers publishers,
            OAuthDesk oauth,
            RandomGenerator random,
            Clock clock) {
        consents = new Consents(store, seals, clock);
        choices = new Choices(register);
        landing = new Landing(consents, publishers, oauth, choices);
        this.register = register;
        this.publishers = publishers;
        this.oauth = oauth;
        this.random = random;
    }

    @Override
    public Begun begin(Wish wish) {
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
        Place place = oauth.places().toAsk(profile, answers, wish.redirectUri(), rules::named);
        boolean bound = place.registration().endpoints().dialect().dpop();
        Plan plan = new Plan(
                answers,
                OAuthClient.newVerifier(),
                wish.redirectUri(),
                place.registration().app().clientId(),
                bound ? Optional.of(DpopKey.generate().jwk()) : Optional.empty(),
                wish.account(),
                wish.returnTo(),
                List.of());
        String state = newState();
        OAuthClient.Sent sent = oauth.client().authorization(place.registration(), plan.asking(state));
        if (sent instanceof OAuthClient.Nowhere nowhere) {
            throw refused(profile, nowhere);
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

    private static RuntimeException refused(PublisherProfile profile, OAuthClient.Nowhere nowhere) {
        return nowhere.why()
                .fold(
                        granted -> new IllegalStateException("A pushed request is answered with no tokens"),
                        refused -> new ConflictException(
                                "consent-refused",
                                profile.name() + " does not let us ask for consent: " + refused.said()
                                        + ". Check the developer app and its redirect URI."),
                        unclear -> new UnavailableException(
                                profile.name() + " could not be asked: " + unclear.reason() + " Try again later."));
    }

    private String newState() {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public Choice land(Visitor visitor, Comeback comeback) {
        return landing.land(visitor, comeback);
    }

    @Override
    public Choice choice(Visitor visitor, String state) {
        Consent consent = toChoose(visitor, state);
        return choices.of(consent, open(consent), profile(consent));
    }

    @Override
    public List<Account> choose(Visitor visitor, String state, Collection<String> identities) {
        Consent consent = toChoose(visitor, state);
        Plan plan = open(consent);
        Set<String> wanted = new LinkedHashSet<>(identities);
        List<Found> chosen = choices.chosen(consent, plan, profile(consent), wanted);
        consents.advance(consent, Stage.FINISHED).orElseThrow(ConnectionDesk::used);
        return chosen.stream()
                .map(found -> register.adopt(found, consent.workspace()))
                .toList();
    }

    private PublisherProfile profile(Consent consent) {
        return publishers
                .profile(consent.platform())
                .orElseThrow(() -> new UnavailableException(
                        "The publisher for " + consent.platform() + " is not there at the moment. Try again."));
    }

    private Consent toChoose(Visitor visitor, String state) {
        Consent consent = consents.find(state)
                .filter(one -> Consents.isOf(one, visitor) || visitor.is(one.user(), one.workspace()))
                .orElseThrow(() -> new NotFoundException("consent", "…"));
        switch (consent.stage()) {
            case ASKED, RETURNED -> {
                if (consents.isExpired(consent)) {
                    throw new ConflictException(
                            Failure.EXPIRED.code(), "The consent was not given in time. Begin anew.");
                }
                throw new ConflictException(
                        "consent-pending", "The person has not come back from the network's pages yet.");
            }
            case FAILED ->
                throw new ConflictException(
                        consent.failure().orElseThrow(), "Nothing came of this consent. Begin anew.");
            case FINISHED -> throw used();
            case CHOOSING -> {
                if (consents.isExpired(consent)) {
                    throw new ConflictException(Failure.EXPIRED.code(), "Nothing was chosen in time. Begin anew.");
                }
            }
        }
        return consent;
    }

    private static ConflictException used() {
        return new ConflictException(Failure.USED.code(), "The identities of this consent were chosen already.");
    }

    private Plan open(Consent consent) {
        try {
            return consents.plan(consent);
        } catch (UnreadableGrantException e) {
            throw new ConflictException(
                    Failure.SERVER.code(), "The consent cannot be opened: " + e.getMessage() + ". Begin anew.");
        }
    }
}
