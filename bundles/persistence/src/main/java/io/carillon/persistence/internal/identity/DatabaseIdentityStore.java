package io.carillon.persistence.internal.identity;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** People, their sessions and their access tokens. */
public final class DatabaseIdentityStore implements IdentityStore {

    private final Transactions transactions;

    public DatabaseIdentityStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void addUser(User user) {
        try {
            transactions.change(manager -> manager.persist(UserEntity.fromRecord(user)));
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                throw new InUseException("The user name '" + user.username() + "' is taken. Choose another.");
            }
            throw e;
        }
    }

    @Override
    public Optional<User> findUser(String username) {
        return one(manager -> manager.createQuery(
                                "SELECT u FROM UserEntity u WHERE u.usernameKey = :key", UserEntity.class)
                        .setParameter("key", UserEntity.keyOf(username))
                        .getResultList())
                .map(UserEntity::toRecord);
    }

    @Override
    public Optional<User> findUser(UserId id) {
        return transactions.read(manager ->
                Optional.ofNullable(manager.find(UserEntity.class, id.value())).map(UserEntity::toRecord));
    }

    @Override
    public boolean hasUsers() {
        return one(manager -> manager.createQuery("SELECT u FROM UserEntity u", UserEntity.class)
                        .setMaxResults(1)
                        .getResultList())
                .isPresent();
    }

    @Override
    public boolean changePassword(User before, String passwordHash, Optional<String> kept) {
        return transactions.entities(manager -> {
            int changed = manager.createQuery("UPDATE UserEntity u SET u.passwordHash = :after"
                            + " WHERE u.id = :id AND u.passwordHash = :before")
                    .setParameter("after", passwordHash)
                    .setParameter("id", before.id().value())
                    .setParameter("before", before.passwordHash())
                    .executeUpdate();
            if (changed > 0) {
                manager.createQuery("DELETE FROM SessionEntity s WHERE s.userId = :id AND s.hash <> :kept")
                        .setParameter("id", before.id().value())
                        // No hash is empty.
                        .setParameter("kept", kept.orElse(""))
                        .executeUpdate();
            }
            return changed > 0;
        });
    }

    @Override
    public void addSession(UserSession session) {
        transactions.change(manager -> manager.persist(SessionEntity.fromRecord(session)));
    }

    @Override
    public Optional<UserSession> findSession(String hash, Instant now) {
        return transactions.read(manager -> Optional.ofNullable(manager.find(SessionEntity.class, hash))
                .map(SessionEntity::toRecord)
                .filter(session -> session.expiresAt().isAfter(now)));
    }

    @Override
    public void removeSession(String hash) {
        transactions.change(manager -> manager.createQuery("DELETE FROM SessionEntity s WHERE s.hash = :hash")
                .setParameter("hash", hash)
                .executeUpdate());
    }

    @Override
    public int removeExpiredSessions(Instant now) {
        return transactions.entities(
                manager -> manager.createQuery("DELETE FROM SessionEntity s WHERE s.expiresAt <= :now")
                        .setParameter("now", Micros.of(now))
                        .executeUpdate());
    }

    @Override
    public void addToken(AccessToken token) {
        transactions.change(manager -> manager.persist(TokenEntity.fromRecord(token)));
    }

    @Override
    public Optional<AccessToken> findToken(String hash) {
        return one(manager -> manager.createQuery("SELECT t FROM TokenEntity t WHERE t.hash = :hash", TokenEntity.class)
                        .setParameter("hash", hash)
                        .getResultList())
                .map(TokenEntity::toRecord);
    }

    @Override
    public List<AccessToken> listTokens(WorkspaceId workspace) {
        return transactions.read(manager -> manager
                .createQuery(
                        "SELECT t FROM TokenEntity t WHERE t.workspaceId = :workspace ORDER BY t.id", TokenEntity.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .stream()
                .map(TokenEntity::toRecord)
                .toList());
    }

    @Override
    public boolean removeToken(WorkspaceId workspace, TokenId id) {
        return transactions.entities(manager ->
                manager.createQuery("DELETE FROM TokenEntity t WHERE t.id = :id AND t.workspaceId = :workspace")
                                .setParameter("id", id.value())
                                .setParameter("workspace", workspace.value())
                                .executeUpdate()
                        > 0);
    }

    @Override
    public void tokenUsed(TokenId id, Instant at) {
        transactions.change(
                manager -> manager.createQuery("UPDATE TokenEntity t SET t.lastUsedAt = :at WHERE t.id = :id")
                        .setParameter("at", Micros.of(at))
                        .setParameter("id", id.value())
                        .executeUpdate());
    }

    private <T> Optional<T> one(Function<EntityManager, List<T>> query) {
        return transactions.read(query).stream().findFirst();
    }
}
