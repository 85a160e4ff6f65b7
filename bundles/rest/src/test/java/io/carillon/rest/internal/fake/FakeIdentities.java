package io.carillon.rest.internal.fake;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** People, sessions and tokens in memory; it can be taken away like a database. */
public final class FakeIdentities implements IdentityStore {

    public final Map<UserId, User> users = new ConcurrentHashMap<>();
    public final Map<String, UserSession> sessions = new ConcurrentHashMap<>();
    public final Map<TokenId, AccessToken> tokens = new ConcurrentHashMap<>();
    public volatile boolean away;

    private void ask() {
        if (away) {
            throw new StoreException("jdbc:postgresql://secret-host/db refused", null);
        }
    }

    @Override
    public void addUser(User user) {
        ask();
        users.put(user.id(), user);
    }

    @Override
    public Optional<User> findUser(String username) {
        ask();
        return users.values().stream()
                .filter(user -> user.username().equalsIgnoreCase(username))
                .findFirst();
    }

    @Override
    public Optional<User> findUser(UserId id) {
        ask();
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public boolean hasUsers() {
        ask();
        return !users.isEmpty();
    }

    @Override
    public boolean changePassword(User before, String passwordHash, Optional<String> kept) {
        ask();
        User after = new User(before.id(), before.username(), passwordHash, before.administrator(), before.createdAt());
        boolean changed = users.replace(before.id(), before, after);
        if (changed) {
            sessions.values()
                    .removeIf(
                            session -> session.user().equals(before.id()) && !kept.equals(Optional.of(session.hash())));
        }
        return changed;
    }

    @Override
    public void addSession(UserSession session) {
        ask();
        sessions.put(session.hash(), session);
    }

    @Override
    public Optional<UserSession> findSession(String hash, Instant now) {
        ask();
        return Optional.ofNullable(sessions.get(hash))
                .filter(session -> session.expiresAt().isAfter(now));
    }

    @Override
    public void removeSession(String hash) {
        ask();
        sessions.remove(hash);
    }

    @Override
    public int removeExpiredSessions(Instant now) {
        ask();
        int before = sessions.size();
        sessions.values().removeIf(session -> !session.expiresAt().isAfter(now));
        return before - sessions.size();
    }

    @Override
    public void addToken(AccessToken token) {
        ask();
        tokens.put(token.id(), token);
    }

    @Override
    public Optional<AccessToken> findToken(String hash) {
        ask();
        return tokens.values().stream()
                .filter(token -> token.hash().equals(hash))
                .findFirst();
    }

    @Override
    public List<AccessToken> listTokens(WorkspaceId workspace) {
        ask();
        return tokens.values().stream()
                .filter(token -> token.workspace().equals(workspace))
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    @Override
    public boolean removeToken(WorkspaceId workspace, TokenId id) {
        ask();
        return tokens.remove(id) != null;
    }

    @Override
    public void tokenUsed(TokenId id, Instant at) {
        ask();
        tokens.computeIfPresent(
                id,
                (same, t) -> new AccessToken(
                        t.id(),
                        t.workspace(),
                        t.user(),
                        t.name(),
                        t.hash(),
                        t.scopes(),
                        t.createdAt(),
                        t.expiresAt(),
                        Optional.of(at)));
    }
}
