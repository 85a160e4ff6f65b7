package io.carillon.persistence.internal.identity;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.Scope;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.InUseException;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class IdentityStoreTest {

    private static final UserId ADA = new UserId("u_ada");

    private IdentityStore identities;

    @BeforeEach
    void open() {
        identities = TestStores.empty().identities();
    }

    @Test
    void peopleAreFoundByNameWhateverItsCase() {
        assertThat(identities.hasUsers()).isFalse();
        User ada = new User(ADA, "Ada", "$argon2id$…", true, NOW);
        identities.addUser(ada);

        assertThat(identities.hasUsers()).isTrue();
        assertThat(identities.findUser("aDA")).contains(ada);
        assertThat(identities.findUser(ADA)).contains(ada);
        assertThat(identities.findUser("bob")).isEmpty();
        assertThatThrownBy(() -> identities.addUser(new User(new UserId("u_2"), "ADA", "x", false, NOW)))
                .isInstanceOf(InUseException.class);
    }

    @Test
    void sessionsEnd() {
        UserSession session = new UserSession("hash", ADA, "csrf", NOW, NOW.plusSeconds(60));
        identities.addSession(session);
        identities.addSession(new UserSession("other", ADA, "csrf", NOW, NOW.plusSeconds(60)));

        assertThat(identities.findSession("hash", NOW.plusSeconds(59))).contains(session);
        assertThat(identities.findSession("hash", NOW.plusSeconds(60))).isEmpty();
        identities.removeSession("other");
        assertThat(identities.findSession("other", NOW)).isEmpty();
        assertThat(identities.removeExpiredSessions(NOW.plusSeconds(59))).isZero();
        assertThat(identities.removeExpiredSessions(NOW.plusSeconds(60))).isEqualTo(1);
    }

    @Test
    void anotherPasswordEndsAllSessionsOfThePersonButOne() {
        User ada = new User(ADA, "Ada", "$argon2id$1", true, NOW);
        UserId bob = new UserId("u_bob");
        identities.addUser(ada);
        identities.addUser(new User(bob, "Bob", "$argon2id$1", false, NOW));
        for (String hash : new String[] {"here", "elsewhere"}) {
            identities.addSession(new UserSession(hash, ADA, "csrf", NOW, NOW.plusSeconds(60)));
        }
        identities.addSession(new UserSession("bob's", bob, "csrf", NOW, NOW.plusSeconds(60)));
        identities.addToken(token("k_1", Set.of(Scope.READ)));

        assertThat(identities.changePassword(ada, "$argon2id$2", Optional.of("here")))
                .isTrue();

        User changed = identities.findUser(ADA).orElseThrow();
        assertThat(changed.passwordHash()).isEqualTo("$argon2id$2");
        assertThat(identities.findUser(bob).orElseThrow().passwordHash()).isEqualTo("$argon2id$1");
        assertThat(identities.findSession("here", NOW)).isPresent();
        assertThat(identities.findSession("elsewhere", NOW)).isEmpty();
        assertThat(identities.findSession("bob's", NOW)).isPresent();
        assertThat(identities.findToken("hash of k_1")).isPresent();
        assertThat(identities.changePassword(ada, "$argon2id$3", Optional.empty()))
                .as("it was changed meanwhile")
                .isFalse();
        assertThat(identities.findSession("here", NOW)).isPresent();
        assertThat(identities.changePassword(changed, "$argon2id$3", Optional.empty()))
                .isTrue();
        assertThat(identities.findSession("here", NOW)).isEmpty();
        assertThat(identities.changePassword(
                        new User(new UserId("u_3"), "eve", "x", false, NOW), "y", Optional.empty()))
                .isFalse();
    }

    @Test
    void tokensAreFoundByHashAndRemovedFromTheirWorkspaceOnly() {
        AccessToken token = token("k_1", Set.of(Scope.READ, Scope.PUBLISH));
        AccessToken all = token("k_2", Set.of(Scope.ALL));
        identities.addToken(token);
        identities.addToken(all);

        assertThat(identities.findToken("hash of k_1")).contains(token);
        assertThat(identities.listTokens(Workspace.DEFAULT_ID)).containsExactly(token, all);
        assertThat(identities.listTokens(new WorkspaceId("other"))).isEmpty();
        identities.tokenUsed(token.id(), NOW.plusSeconds(1));
        assertThat(identities.findToken("hash of k_1").orElseThrow().lastUsedAt())
                .contains(NOW.plusSeconds(1));
        assertThat(identities.removeToken(new WorkspaceId("other"), token.id())).isFalse();
        assertThat(identities.removeToken(Workspace.DEFAULT_ID, token.id())).isTrue();
        assertThat(identities.findToken("hash of k_1")).isEmpty();
    }

    private static AccessToken token(String id, Set<Scope> scopes) {
        return new AccessToken(
                new TokenId(id),
                Workspace.DEFAULT_ID,
                ADA,
                "Script",
                "hash of " + id,
                scopes,
                NOW,
                Optional.of(NOW.plusSeconds(3600)),
                Optional.empty());
    }
}
