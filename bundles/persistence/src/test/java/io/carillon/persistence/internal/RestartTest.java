package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Derby on disk: what was stored is there after a restart, claims included. */
class RestartTest {

    @TempDir
    Path folder;

    @Test
    void everythingIsThereAgain() {
        User user = new User(new UserId("u_1"), "Ada", "hash", true, NOW);
        Account account = Samples.account(Platform.SANDBOX, "@creator");
        StoredPost post = Samples.scheduled(Samples.post(account, "Ring"), NOW);
        Delivery armed = Samples.delivery(post, account, NOW);
        Delivery preparing = Samples.delivery(post, account, NOW.plusSeconds(60), Preparation.PENDING);
        List<Claim> claims;
        try (Stores stores = open()) {
            stores.identities().addUser(user);
            stores.accounts().add(account, Optional.empty());
            stores.posts().add(post, List.of(armed, preparing));
            claims = stores.dispatch().claim(Samples.order(NOW, NOW.plusSeconds(60), 10, Platform.SANDBOX));
            stores.dispatch().checkpoint(claims.get(1).id(), new PreparedValue("half"));
        }

        try (Stores stores = open()) {
            assertThat(stores.identities().findUser("ada")).contains(user);
            assertThat(stores.accounts().find(account.workspace(), account.id()))
                    .contains(account);
            PostWithDeliveries found =
                    stores.posts().find(post.workspace(), post.id()).orElseThrow();
            assertThat(found.post()).isEqualTo(post);
            assertThat(found.deliveries())
                    .containsExactly(claims.get(0).delivery(), claims.get(1).delivery());

            Claimant restarted = new Claimant(Samples.ME.node(), "boot-3");
            assertThat(stores.dispatch().orphansOf(restarted, NOW, 10))
                    .containsExactly(new Orphan(
                            claims.get(0).id(), Samples.ME, claims.get(0).delivery(), NOW));
            assertThat(stores.dispatch().claim(Samples.order(restarted, NOW, NOW, 10, Platform.SANDBOX)))
                    .singleElement()
                    .satisfies(claim -> assertThat(claim.prepared()).contains(new PreparedValue("half")));
        }
    }

    @Test
    void twoDatabasesInOneProcessAreTwo() {
        Account account = Samples.account(Platform.SANDBOX, "@creator");
        try (Stores first = open();
                Stores second = Stores.open(DatabaseSettings.inFolder(folder.resolve("second")), TestStores.CLOCK)) {
            first.accounts().add(account, Optional.empty());

            assertThat(second.accounts().list(account.workspace())).isEmpty();
            assertThat(first.accounts().list(account.workspace())).containsExactly(account);
        }
    }

    private Stores open() {
        return Stores.open(DatabaseSettings.inFolder(folder), TestStores.CLOCK);
    }
}
