package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.Found;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.store.ConsentStore.Consent;
import java.util.List;
import java.util.Optional;

/** What people leave behind who do not come back, or do not choose. */
final class Leftovers {

    private static final int PAGE = 100;

    private final Consents consents;
    private final AccountRegister register;
    private final OAuthDesk oauth;

    Leftovers(Consents consents, AccountRegister register, OAuthDesk oauth) {
        this.consents = consents;
        this.register = register;
        this.oauth = oauth;
    }

    void clear() {
        List<Consent> page;
        do {
            page = consents.leftOver(PAGE);
            page.forEach(this::clear);
        } while (page.size() == PAGE);
        consents.forgetOld();
    }

    private void clear(Consent consent) {
        Optional<Plan> plan = opened(consent);
        // Of several servers, one gives it back; it is kept here no longer, whatever comes of that.
        if (consents.fail(consent, Failure.EXPIRED)) {
            plan.ifPresent(one -> giveBack(consent, one));
        }
    }

    private Optional<Plan> opened(Consent consent) {
        try {
            return Optional.of(consents.plan(consent));
        } catch (UnreadableGrantException | IllegalStateException e) {
            // Its key is gone, or it is of a version that we do not know: it ends all the same.
            return Optional.empty();
        }
    }

    /**
     * Tells the network that nobody needs what it gave; best effort. Not where somebody is connected already whom the consent
     * names, in whichever workspace: some networks end all that a person ever allowed.
     */
    void giveBack(Consent consent, Plan plan) {
        boolean isNeeded = plan.identities().stream()
                .map(identity -> new Found(consent.platform(), identity, plan.settings(), Optional.empty()))
                .anyMatch(found -> register.isConnected(found, consent.workspace()));
        if (!isNeeded) {
            plan.grant().ifPresent(grant -> oauth.giveBack(consent.platform(), plan.settings(), grant));
        }
    }
}
