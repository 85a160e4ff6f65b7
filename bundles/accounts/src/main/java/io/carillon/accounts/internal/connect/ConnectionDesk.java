package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.Found;
import io.carillon.accounts.internal.Seals;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.Account;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.ConsentStore;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where consents become accounts. How they begin is {@link Beginning}'s, and how people come back {@link Landing}'s. */
@Component(service = Connections.class)
public final class ConnectionDesk implements Connections {

    private final Consents consents;
    private final AccountRegister register;
    private final Publishers publishers;
    private final Beginning beginning;
    private final Landing landing;
    private final Choices choices;

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
        landing = new Landing(consents, publishers, oauth, choices, new Leftovers(consents, register, oauth));
        this.register = register;
        this.publishers = publishers;
        beginning = new Beginning(consents, register, oauth, random);
    }

    @Override
    public Begun begin(Wish wish) {
        return beginning.begin(wish);
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
        List<Found> along = choices.alongWith(chosen, consent, plan, profile(consent));
        // First the accounts, which may be taken twice: with the consent their grants are gone.
        List<Account> accounts = chosen.stream()
                .map(found -> register.adopt(found, consent.workspace()))
                .toList();
        along.forEach(found -> register.adopt(found, consent.workspace()));
        consents.advance(consent, Stage.FINISHED).orElseThrow(ConnectionDesk::used);
        return accounts;
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
                .orElseThrow(() -> new NotFoundException(
                        "There is no such consent that you began. Begin one: POST /api/v1/accounts/connect."));
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
