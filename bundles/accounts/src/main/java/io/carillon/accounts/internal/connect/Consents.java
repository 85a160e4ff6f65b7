package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.Seals;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.api.store.ConsentStore;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Consents on their way: sealed, each step once, and without what is sealed when they are over. */
final class Consents {

    /** How long a person may take on the network's pages, and again to choose. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Whoever comes at the last moment is let finish. */
    static final Duration GRACE = Duration.ofMinutes(2);

    /** What is over is remembered so that whoever comes late can be told why. */
    private static final Duration MEMORY = Duration.ofDays(1);

    /** A consent of a browser that is bound by a cookie of its own may be finished by its person, too. */
    private static final String COOKIE = "cookie:";

    private final ConsentStore store;
    private final Seals seals;
    private final Clock clock;

    Consents(ConsentStore store, Seals seals, Clock clock) {
        this.store = store;
        this.seals = seals;
        this.clock = clock;
    }

    Consent add(String state, Wish wish, Plan plan) {
        Consent consent = new Consent(
                Hashes.sha256(state),
                wish.workspace(),
                wish.user(),
                wish.platform(),
                wish.browser(),
                Stage.ASKED,
                Optional.empty(),
                Optional.empty(),
                clock.instant().plus(PATIENCE));
        Consent sealed = with(consent, Stage.ASKED, Optional.empty(), Optional.of(plan.content()));
        store.add(sealed);
        return sealed;
    }

    Optional<Consent> find(String state) {
        return store.find(Hashes.sha256(state));
    }

    /**
     * Whether somebody may go on with it. The cookie of a browser was given to who might connect accounts; who signed in
     * may have lost the right to since.
     */
    static boolean isOf(Consent consent, Visitor visitor) {
        boolean began = visitor.browsers().contains(consent.browser());
        boolean may = visitor.is(consent.user(), consent.workspace());
        return consent.browser().startsWith(COOKIE) ? began || may : began && may;
    }

    boolean isExpired(Consent consent) {
        return !clock.instant().isBefore(consent.expiresAt());
    }

    /** Takes it for good; empty where another was faster. */
    Optional<Consent> advance(Consent consent, Stage to) {
        Consent after = with(consent, to);
        return store.advance(consent.stage(), after) ? Optional.of(after) : Optional.empty();
    }

    /** The person is to choose among the identities of a plan; empty where they took so long that it was cleared up. */
    Optional<Consent> found(Consent consent, Plan plan) {
        Consent choosing = with(consent, Stage.CHOOSING, Optional.empty(), Optional.of(plan.content()));
        return store.advance(consent.stage(), choosing) ? Optional.of(choosing) : Optional.empty();
    }

    /** @return false if it has gone on meanwhile */
    boolean fail(Consent consent, Failure failure) {
        return store.advance(
                consent.stage(), with(consent, Stage.FAILED, Optional.of(failure.code()), Optional.empty()));
    }

    /** Consents that nobody went on with, though they keep something sealed. */
    List<Consent> leftOver(int limit) {
        return store.leftOver(clock.instant().minus(GRACE), limit);
    }

    void forgetOld() {
        store.removeExpired(clock.instant().minus(MEMORY));
    }

    /** @throws UnreadableGrantException if the vault's key is gone */
    Plan plan(Consent consent) throws UnreadableGrantException {
        return Plan.of(
                seals.open(consent.workspace(), name(consent), consent.sealed().orElseThrow()));
    }

    private Consent with(Consent consent, Stage stage, Optional<String> failure, Optional<Grant> content) {
        return new Consent(
                consent.hash(),
                consent.workspace(),
                consent.user(),
                consent.platform(),
                consent.browser(),
                stage,
                failure,
                content.map(secrets -> seals.seal(consent.workspace(), name(consent), secrets)),
                stage == Stage.CHOOSING ? clock.instant().plus(PATIENCE) : consent.expiresAt());
    }

    /** What is over keeps no secret. */
    private static Consent with(Consent consent, Stage stage) {
        return new Consent(
                consent.hash(),
                consent.workspace(),
                consent.user(),
                consent.platform(),
                consent.browser(),
                stage,
                consent.failure(),
                stage == Stage.FINISHED ? Optional.empty() : consent.sealed(),
                consent.expiresAt());
    }

    private static AccountId name(Consent consent) {
        return name("consent.", consent);
    }

    /** Under which what it gave is kept, for all accounts that are made of it. */
    static AccountId grantName(Consent consent) {
        return name("grant.", consent);
    }

    private static AccountId name(String kind, Consent consent) {
        return new AccountId(kind + consent.hash().substring(0, 48));
    }
}
