package io.carillon.rest.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import org.junit.jupiter.api.Test;

class VaultTest extends ServerCase {

    @Test
    void administratorSeesTheKeysByNameAndChangesThem() {
        Answer before = server.client().get("vault");
        assertThat(before.header("ETag")).isNotEmpty();
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.at("/keys/0/id")).isEqualTo("v_1");
        assertThat(before.at("/keys/0/use")).isEqualTo("SEALS");
        assertThat(before.at("/keys/0/sealed")).isEqualTo("2");

        Answer changed = server.client().post("vault/rotate", "");
        assertThat(changed.status()).isEqualTo(202);
        assertThat(changed.at("/keys/0/use")).isEqualTo("NEXT");
        assertThat(changed.at("/waitingFor/0")).isEqualTo("tower-2");

        Answer again = server.client().post("vault/rotate", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/code")).isEqualTo("vault-rotating");
    }

    @Test
    void nobodyElseDoes() {
        server.person("u_2", "ada", false, Role.OWNER);
        for (String path : new String[] {"vault", "vault/rotate"}) {
            String method = path.equals("vault") ? "GET" : "POST";
            assertThat(server.nobody().json(method, path, "").status()).isEqualTo(401);
            assertThat(server.client(server.token(Scope.READ))
                            .json(method, path, "")
                            .status())
                    .isEqualTo(403);
            Answer owner = server.client(server.token("u_2", Scope.ALL)).json(method, path, "");
            assertThat(owner.status()).isEqualTo(403);
            assertThat(owner.at("/code")).isEqualTo("administrator-only");
        }
        assertThat(server.client().get("vault").at("/keys/1")).isEmpty();
    }
}
