package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A network refuses a grant that should have lasted. */
class RefusedGrantTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Grant FRESH = Grant.oauthToken("fresh-token");

    private final World world = new World().start();

    @Test
    void grantIsRenewedOnceAndThePostGoesOut() {
        world.accounts.renewsTo(FRESH);
        world.network.publishes((context, prepared) -> new ReauthorisationNeeded("The token has expired."));
        DeliveryId id = world.post("p", DUE);

        world.advanceTo(DUE.plusSeconds(5));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.CONNECTED);
        assertThat(world.attempts(id))
                .extracting(Attempt::result)
                .containsExactly(Attempt.Result.UNAVAILABLE, Attempt.Result.PUBLISHED);
        assertThat(world.attempts(id).get(0).detail()).contains("The token has expired.");
    }

    @Test
    void ownerIsAskedWhereTheRenewedGrantIsRefusedToo() {
        world.accounts.renewsTo(FRESH);
        world.network.publishes(
                (context, prepared) -> new ReauthorisationNeeded("expired"),
                (context, prepared) -> new ReauthorisationNeeded("revoked"));
        DeliveryId id = world.post("p", DUE);

        world.advanceTo(DUE.plusSeconds(5));

        assertThat(world.state(id)).isEqualTo(DeliveryState.WAITING);
        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void databaseThatIsAwayWhileAGrantIsRefusedCostsNoConnection() {
        world.accounts.renewsTo(FRESH);
        world.network.publishes((context, prepared) -> {
            world.accounts.down(true);
            return new ReauthorisationNeeded("expired");
        });
        DeliveryId id = world.post("p", DUE);
        world.advanceTo(DUE);
        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.CONNECTED);

        world.accounts.down(false);
        world.advance(Duration.ofMinutes(10));

        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void lateRefusalOfAnOldGrantDoesNotMarkAnAccountThatIsConnectedAnew() {
        world.network.publishes((context, prepared) -> {
            world.accounts.add(World.ACCOUNT.withGrant(FRESH));
            return new ReauthorisationNeeded("That old one?");
        });
        DeliveryId id = world.post("p", DUE);

        world.advanceTo(DUE.plusSeconds(5));

        assertThat(world.accounts.status(World.ACCOUNT.id())).isEqualTo(AccountStatus.CONNECTED);
        assertThat(world.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void refusedWhilePreparingIsRenewedToo() {
        World ahead = new World(Duration.ofMinutes(5)).start();
        ahead.accounts.renewsTo(FRESH);
        ahead.network.prepares((context, previous) -> new ReauthorisationNeeded("expired"), (context, previous) -> {
            assertThat(context.account().grant()).isEqualTo(FRESH);
            return new Ready(PreparedValue.NOTHING, Optional.empty());
        });
        DeliveryId id = ahead.post("p", DUE);

        ahead.advanceTo(DUE.plusSeconds(1));

        assertThat(ahead.state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }
}
