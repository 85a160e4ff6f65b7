package io.carillon.rest.internal.fake;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Knows one consent, whose state is {@code st8}. */
public final class FakeConnections implements Connections {

    public static final String STATE = "st8";

    public final List<Wish> wishes = new ArrayList<>();
    public final List<Comeback> comebacks = new ArrayList<>();
    public RuntimeException failure;

    /** Whether identities can be chosen only once. */
    public boolean once;

    private boolean chosen;
    public Optional<String> returnTo = Optional.empty();
    public List<Candidate> candidates =
            List.of(candidate("1", "@bell", "Bell"), candidate("2", "@page", "A <b>page</b>"));

    public static Candidate candidate(String id, String handle, String name, String... missing) {
        return new Candidate(id, handle, name, Optional.empty(), Optional.empty(), List.of(missing));
    }

    @Override
    public Begun begin(Wish wish) {
        wishes.add(wish);
        return new Begun(STATE, URI.create("https://network.example/authorize?state=st8"), Instant.EPOCH);
    }

    @Override
    public Choice land(Visitor visitor, Comeback comeback) {
        comebacks.add(comeback);
        if (failure != null) {
            throw failure;
        }
        return mine(visitor);
    }

    @Override
    public Choice choice(Visitor visitor, String state) {
        if (!state.equals(STATE)) {
            throw new NotFoundException("consent", "…");
        }
        return mine(visitor);
    }

    private Choice mine(Visitor visitor) {
        boolean mine = wishes.stream()
                .anyMatch(wish ->
                        visitor.browsers().contains(wish.browser()) || visitor.is(wish.user(), wish.workspace()));
        if (!mine) {
            throw new NotFoundException("consent", "…");
        }
        return new Choice(
                Platform.MASTODON, "Mastodon", candidates, Optional.<AccountId>empty(), returnTo, Instant.EPOCH);
    }

    @Override
    public List<Account> choose(Visitor visitor, String state, Collection<String> identities) {
        if (identities.isEmpty()) {
            throw new InvalidException(
                    Violation.error("identities", "required", "", "", "Choose at least one identity."));
        }
        if (identities.contains("used") || once && chosen) {
            throw new ConflictException("consent-used", "The identities of this consent were chosen already.");
        }
        chosen = true;
        return candidates.stream()
                .filter(candidate -> identities.contains(candidate.id()))
                .map(candidate ->
                        Account.of(Platform.MASTODON, candidate.handle(), candidate.displayName(), Grant.none()))
                .toList();
    }
}
