package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.service.BearerTokens.Verdict;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.IdentityStore;
import io.carillon.rest.internal.fake.Server;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenGateTest {

    @TempDir
    private Path folder;

    private Server server;
    private TokenGate gate;

    @BeforeEach
    void open() {
        server = new Server(folder);
        gate = new TokenGate(server.backend(), server.clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tokenReachesAsFarAsItsScopes() {
        assertThat(gate.judge("Bearer " + server.token(Scope.ADMIN), Scope.ADMIN))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(gate.judge("bearer " + server.token(Scope.ALL), Scope.ADMIN)).isEqualTo(Verdict.ALLOWED);
        assertThat(gate.judge("Bearer " + server.token(Scope.READ), Scope.ADMIN))
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @Test
    void tokenReachesNoFurtherThanTheRoleOfItsPerson() {
        server.person("u_viewer", "viewer", false, Role.VIEWER);

        assertThat(gate.judge("Bearer " + server.token("u_viewer", Scope.ALL), Scope.ADMIN))
                .isEqualTo(Verdict.FORBIDDEN);
    }

    @Test
    void whatIsNoTokenIsUnknown() {
        assertThat(gate.judge("Bearer nonsense", Scope.READ)).isEqualTo(Verdict.UNKNOWN);
        assertThat(gate.judge("Basic YTpi", Scope.READ)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void withoutTheDatabaseNothingIsSaidAboutAToken() {
        server.services.remove(IdentityStore.class);

        assertThatThrownBy(() -> gate.judge("Bearer x", Scope.READ)).isInstanceOf(UnavailableException.class);
    }
}
