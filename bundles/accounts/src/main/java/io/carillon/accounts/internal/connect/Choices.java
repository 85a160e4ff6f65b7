package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.AccountRegister;
import io.carillon.accounts.internal.Found;
import io.carillon.accounts.internal.SettingsRules;
import io.carillon.accounts.internal.SharedConsent;
import io.carillon.accounts.internal.oauth.Scopes;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Connections.Candidate;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.ConsentStore.Consent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person may choose of what a consent found. */
final class Choices {

    private static final String FIELD = "identities";

    private final AccountRegister register;

    Choices(AccountRegister register) {
        this.register = register;
    }

    Choice of(Consent consent, Plan plan, PublisherProfile profile) {
        List<Account> known = register.list(consent.workspace());
        List<Candidate> candidates = plan.identities().stream()
                .map(identity -> {
                    Found found = new Found(consent.platform(), identity, plan.settings(), Optional.empty());
                    Optional<AccountId> account =
                            known.stream().filter(found::isThe).map(Account::id).findFirst();
                    return new Candidate(
                            identity.remoteId(),
                            identity.handle(),
                            identity.displayName(),
                            identity.avatarUrl(),
                            account,
                            missing(identity, profile));
                })
                // Of an account that is connected anew, what else the person may do there is of no interest.
                .filter(candidate ->
                        plan.account().isEmpty() || candidate.account().equals(plan.account()))
                .toList();
        return new Choice(
                consent.platform(), profile.name(), candidates, plan.account(), plan.returnTo(), consent.expiresAt());
    }

    /** Where an account is to be connected anew, but consent was given as somebody else: a sentence that says so. */
    Optional<String> otherThanTheAccount(Consent consent, Plan plan) {
        if (plan.account().isEmpty()) {
            return Optional.empty();
        }
        Account account = register.get(consent.workspace(), plan.account().get());
        List<Identity> all = plan.identities();
        return all.stream().anyMatch(identity -> new Found(consent.platform(), identity, Map.of(), Optional.empty())
                        .isThe(account))
                ? Optional.empty()
                : Optional.of("This is about " + account.handle() + ", but you gave consent as "
                        + all.stream().map(Identity::handle).collect(Collectors.joining(", "))
                        + ". Sign in on the network as " + account.handle() + ", and connect again.");
    }

    private static List<String> missing(Identity identity, PublisherProfile profile) {
        return Scopes.missing(
                profile.connect().scopes(), identity.settings().getOrDefault(Identity.GRANTED_SCOPES, ""));
    }

    /** @throws InvalidException if something is wrong with what was chosen */
    List<Found> chosen(Consent consent, Plan plan, PublisherProfile profile, Collection<String> wanted) {
        if (wanted.isEmpty()) {
            throw new InvalidException(Violation.error(FIELD, "required", "", "", "Choose at least one identity."));
        }
        List<String> allowed = of(consent, plan, profile).identities().stream()
                .map(Candidate::id)
                .toList();
        List<Violation> violations = new ArrayList<>();
        for (String id : wanted) {
            if (!allowed.contains(id)) {
                violations.add(Violation.error(
                        FIELD,
                        "known",
                        String.join(", ", allowed),
                        id,
                        "'" + id + "' is none of the identities that this consent is for"
                                + (plan.account().isPresent() ? " and that the account is." : ".")));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidException(violations);
        }
        return found(consent, plan, profile)
                .filter(found -> wanted.contains(found.identity().remoteId()))
                .toList();
    }

    /**
     * Accounts that nobody chose, but that live by the consent of one that was chosen and are named by this consent, too:
     * what is connected anew for one of them is for all, or the others would be left with what may have ended.
     */
    List<Found> alongWith(List<Found> chosen, Consent consent, Plan plan, PublisherProfile profile) {
        List<Account> known = register.list(consent.workspace());
        Set<AccountId> others = known.stream()
                .filter(account -> chosen.stream().anyMatch(found -> found.isThe(account)))
                .flatMap(account -> register.others(account).stream())
                .map(Account::id)
                .collect(Collectors.toSet());
        return found(consent, plan, profile)
                .filter(found ->
                        known.stream().anyMatch(account -> others.contains(account.id()) && found.isThe(account)))
                .filter(found -> !chosen.contains(found))
                .toList();
    }

    private static Stream<Found> found(Consent consent, Plan plan, PublisherProfile profile) {
        SettingsRules rules = new SettingsRules(profile.connect());
        Optional<SharedConsent> shared =
                plan.grant().map(grant -> new SharedConsent(Consents.grantName(consent), grant));
        return plan.identities().stream()
                .map(identity -> new Found(consent.platform(), identity, settings(plan, identity, rules), shared));
    }

    private static Map<String, String> settings(Plan plan, Identity identity, SettingsRules rules) {
        Map<String, String> all = new HashMap<>(plan.settings());
        identity.settings().forEach((name, value) -> {
            if (!rules.isSecret(name)) {
                all.put(name, value);
            }
        });
        return all;
    }
}
