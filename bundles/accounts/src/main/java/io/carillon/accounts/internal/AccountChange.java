package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.InvalidException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a person wants changed of an account. Name and zone are theirs to choose. Settings can be changed in place only
 * where connecting asks for no credentials: everywhere else they are what the grant was given for.
 */
record AccountChange(
        Account account, Optional<String> displayName, Optional<ZoneId> zone, Map<String, String> settings) {

    private static final int MAX_NAME = 300;

    /** They say who the account is, so others are another account's. */
    private static final Set<String> IDENTITY = Set.of("handle", Account.REMOTE_ID);

    /** @throws InvalidException with everything that is wrong */
    Account apply(Function<Platform, PublisherProfile> profiles) {
        List<Violation> violations = new ArrayList<>();
        displayName.flatMap(AccountChange::wrongName).ifPresent(violations::add);
        Map<String, String> merged = merged(profiles, violations);
        if (!violations.isEmpty()) {
            throw new InvalidException(violations);
        }
        return new Account(
                account.id(),
                account.workspace(),
                account.platform(),
                account.handle(),
                displayName.map(String::strip).orElse(account.displayName()),
                account.avatarUrl(),
                account.status(),
                zone.orElse(account.zone()),
                merged,
                account.grant(),
                account.problem());
    }

    private Map<String, String> merged(Function<Platform, PublisherProfile> profiles, List<Violation> violations) {
        Map<String, String> merged = new HashMap<>(account.settings());
        Map<String, String> changes = new HashMap<>(settings);
        changes.entrySet().removeIf(entry -> isAsBefore(entry.getKey(), entry.getValue()));
        if (changes.isEmpty()) {
            return merged;
        }
        ConnectMethod method = profiles.apply(account.platform()).connect();
        SettingsRules rules = new SettingsRules(method);
        changes.forEach((name, value) -> {
            if (method.kind() != ConnectMethod.Kind.NONE || rules.isSecret(name) || IDENTITY.contains(name)) {
                violations.add(fixed(name));
            } else if (value == null || value.isBlank()) {
                merged.remove(name);
            } else {
                merged.put(name, value);
            }
        });
        if (violations.isEmpty()) {
            check(rules, method, merged);
        }
        return merged;
    }

    private boolean isAsBefore(String name, String value) {
        String before = account.settings().getOrDefault(name, "");
        return before.equals(value == null ? "" : value.strip());
    }

    /** Only what the person may enter is held against the rules; the rest of the settings is the publisher's. */
    private void check(SettingsRules rules, ConnectMethod method, Map<String, String> merged) {
        Map<String, String> entered = new HashMap<>(settings);
        method.fields().stream()
                .filter(field -> !field.secret() && merged.containsKey(field.name()))
                .forEach(field -> entered.put(field.name(), merged.get(field.name())));
        entered.remove(Account.REMOTE_ID);
        merged.putAll(rules.check(entered));
    }

    private static Violation fixed(String name) {
        return Violation.error(
                "settings." + name,
                "reconnect",
                "",
                "",
                "'" + name + "' belongs to the connection itself; connect the account again to change it.");
    }

    private static Optional<Violation> wrongName(String name) {
        int length = name.strip().length();
        return length >= 1 && length <= MAX_NAME
                ? Optional.empty()
                : Optional.of(Violation.error(
                        "displayName",
                        length == 0 ? "required" : "max-length",
                        "" + MAX_NAME,
                        "" + length,
                        "A display name has 1 to %d characters; this one has %d.".formatted(MAX_NAME, length)));
    }
}
