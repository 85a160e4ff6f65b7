package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.ME;
import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.account;
import static io.carillon.persistence.internal.Samples.delivery;
import static io.carillon.persistence.internal.Samples.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A store with one account, and what tests of claims do with it. */
@OnEachDatabase
abstract class DispatchTest {

    static final Claimant FORMER_ME = new Claimant(ME.node(), "boot-1");

    Stores stores;
    DispatchStore dispatch;
    Account account;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        dispatch = stores.dispatch();
        account = account(Platform.SANDBOX, "@creator");
        stores.accounts().add(account, Optional.empty());
    }

    Delivery add(Instant due) {
        return add(due, Preparation.NONE);
    }

    Delivery add(Instant due, Preparation preparation) {
        StoredPost post = post(account, "caption");
        Delivery delivery = delivery(post, account, due, preparation);
        stores.posts().add(post, List.of(delivery));
        return delivery;
    }

    Delivery stored(Delivery delivery) {
        return stores.posts().findDelivery(delivery.workspace(), delivery.id()).orElseThrow();
    }

    static Settlement settlement(Claim claim, Delivery delivery, Attempt attempt) {
        return new Settlement(claim.id(), delivery, Optional.of(attempt), Optional.empty(), true);
    }

    static Attempt attempt(Claim claim, Attempt.Result result) {
        return new Attempt(
                claim.id(),
                claim.delivery().id(),
                Attempt.Kind.PUBLISH,
                1,
                ME.node(),
                NOW,
                Optional.of(NOW.plusMillis(1)),
                Optional.of(NOW.plusMillis(2)),
                result,
                "fine");
    }
}
