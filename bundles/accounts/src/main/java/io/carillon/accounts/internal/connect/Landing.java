package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import io.carillon.api.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes people who come back from a network. Who is not the one who began changes nothing; everybody else uses the consent
 * up, whatever comes of it.
 */
final class Landing {

    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private static final String TOO_LATE = "The consent was not given in time: that takes "
            + Consents.PATIENCE.toMinutes() + " minutes at most, and so does choosing.";

    private final Consents consents;
    private final Publishers publishers;
    private final Exchange exchange;
    private final Identification identification;
    private final Choices choices;
    private final Leftovers leftovers;

    Landing(Consents consents, Publishers publishers, OAuthDesk oauth, Choices choices, Leftovers leftovers) {
        this.consents = consents;
        this.publishers = publishers;
        this.choices = choices;
        this.leftovers = leftovers;
        exchange = new Exchange(oauth);
        identification = new Identification(publishers);
    }

    Choice land(Visitor visitor, Comeback comeback) {
        Consent asked = comeback.state()
                .flatMap(consents::find)
                .orElseThrow(() -> bare(Failure.UNKNOWN, "This server knows nothing of this consent, or no longer."));
        if (!Consents.isOf(asked, visitor)) {
            throw bare(
                    Failure.OTHER_BROWSER,
                    "The consent was asked for in another browser, or in a session that has ended, or whose person may not"
                            + " connect accounts any more.");
        }
        Optional<PublisherProfile> profile = publishers.profile(asked.platform());
        String name =
                profile.map(PublisherProfile::name).orElse(asked.platform().id());
        if (Optional.of(Failure.EXPIRED.code()).equals(asked.failure())) {
            throw new FailedException(Failure.EXPIRED, Optional.of(name), TOO_LATE, Optional.empty());
        }
        Consent returned = Optional.of(asked)
                .filter(consent -> consent.stage() == Stage.ASKED)
                .flatMap(consent -> consents.advance(consent, Stage.RETURNED))
                .orElseThrow(() -> new FailedException(
                        Failure.USED,
                        Optional.of(name),
                        "This answer of " + name + " was taken before.",
                        Optional.empty()));
        return decide(returned, comeback, profile, name);
    }

    private static FailedException bare(Failure failure, String detail) {
        return new FailedException(failure, Optional.empty(), detail, Optional.empty());
    }

    private Choice decide(Consent consent, Comeback comeback, Optional<PublisherProfile> profile, String name) {
        Optional<String> returnTo = Optional.empty();
        try {
            Plan plan = consents.plan(consent);
            returnTo = plan.returnTo();
            PublisherProfile network = profile.orElseThrow(
                    () -> new Trouble(Failure.SERVER, "The publisher for " + name + " was removed meanwhile."));
            return found(consent, comeback, plan, network);
        } catch (Trouble e) {
            throw failed(consent, e.failure(), e.getMessage(), name, returnTo);
        } catch (UnreadableGrantException e) {
            String detail = "What was asked for cannot be opened: " + e.getMessage() + ".";
            throw failed(consent, Failure.SERVER, detail, name, returnTo);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // A publisher's bug. Not its message: a publisher's own exceptions may quote what it sent.
            LOG.error(
                    "A consent for {} came to nothing: {} at {}",
                    consent.platform(),
                    e.getClass().getName(),
                    List.of(e.getStackTrace()).stream().findFirst().orElse(null));
            throw failed(
                    consent, Failure.SERVER, "Something went wrong in this server; its log says what.", name, returnTo);
        }
    }

    private Choice found(Consent consent, Comeback comeback, Plan plan, PublisherProfile network) {
        if (consents.isExpired(consent)) {
            throw new Trouble(Failure.EXPIRED, TOO_LATE);
        }
        Grant grant = exchange.grant(network, plan, comeback);
        List<Identity> identities = identification.of(network, plan.settings(), grant);
        Plan after = plan.found(grant, identities, new SettingsRules(network.connect()).plain(plan.settings()));
        choices.otherThanTheAccount(consent, after).ifPresent(said -> {
            throw new Trouble(Failure.NO_IDENTITY, said);
        });
        Consent choosing = consents.found(consent, after).orElseThrow(() -> {
            leftovers.giveBack(consent, after);
            return new Trouble(Failure.EXPIRED, TOO_LATE);
        });
        return choices.of(choosing, after, network);
    }

    /** Told only to the browser that began, so it may be told where to go back. */
    private FailedException failed(
            Consent consent, Failure failure, String detail, String name, Optional<String> returnTo) {
        consents.fail(consent, failure);
        return new FailedException(failure, Optional.of(name), detail, returnTo);
    }
}
