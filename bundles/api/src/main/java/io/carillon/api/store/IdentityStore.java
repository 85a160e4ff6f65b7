package io.carillon.api.store;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** People, their sessions and their access tokens. */
@ProviderType
public interface IdentityStore {

    /** @throws InUseException if the user name is taken, whatever its case */
    void addUser(User user);

    /** Finds a person by user name, whatever its case. */
    Optional<User> findUser(String username);

    Optional<User> findUser(UserId id);

    boolean hasUsers();

    /**
     * Gives a person another password and ends their sessions. Their tokens stay.
     *
     * @param before as it was read; its password counts
     * @param passwordHash as in {@link User}
     * @param kept the hash of the session that goes on, if any
     * @return false, with nothing changed, if the password is another by now, or the person gone
     */
    boolean changePassword(User before, String passwordHash, Optional<String> kept);

    void addSession(UserSession session);

    /** Finds a session that has not expired. */
    Optional<UserSession> findSession(String hash, Instant now);

    void removeSession(String hash);

    /** @return how many had expired */
    int removeExpiredSessions(Instant now);

    void addToken(AccessToken token);

    /** Finds a token by the hash of its secret, expired or not. */
    Optional<AccessToken> findToken(String hash);

    List<AccessToken> listTokens(WorkspaceId workspace);

    /** @return false if there is no such token */
    boolean removeToken(WorkspaceId workspace, TokenId id);

    void tokenUsed(TokenId id, Instant at);
}
