package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.scheduler.world.ScriptedPublisher;
import io.carillon.scheduler.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Accounts do not wait for each other. */
class LoadingTest {

    private static final Instant DUE = World.START.plusSeconds(600);
    private static final Account FRIEND = Account.of(World.NETWORK, "@friend", "Friend", Grant.oauthToken("other"));

    @Test
    void slowRenewalOfOneAccountHoldsUpNoOther() {
        World world = new World().start();
        world.accounts.add(FRIEND);
        DeliveryId slow = world.post("a-slow", DUE);
        DeliveryId prompt = world.post("b-prompt", DUE, FRIEND);
        world.accounts.slowly(World.ACCOUNT.id(), () -> world.advance(Duration.ofSeconds(20)));

        world.advanceTo(DUE.plusSeconds(60));

        assertThat(world.network.calls())
                .filteredOn(call -> call.delivery().equals(prompt))
                .extracting(ScriptedPublisher.Call::at)
                .containsExactly(DUE);
        assertThat(world.state(slow)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void tasksOfAnAccountKeepTheirOrderAndThreadsAreFew() {
        List<Runnable> threads = new ArrayList<>();
        AccountLines lines = new AccountLines(threads::add);
        List<String> done = new ArrayList<>();
        IntStream.range(0, 300).forEach(i -> lines.execute(account(i % 100), () -> done.add(i % 100 + "/" + i / 100)));

        assertThat(threads).hasSize(64);
        threads.get(0).run();

        assertThat(done).hasSize(300);
        assertThat(done.stream().filter(one -> one.startsWith("7/"))).containsExactly("7/0", "7/1", "7/2");
        threads.subList(1, 64).forEach(Runnable::run);
        lines.execute(account(1), () -> done.add("again"));
        threads.get(64).run();
        assertThat(done).last().isEqualTo("again");
    }

    @Test
    void taskWithoutAThreadIsHandedBack() {
        AccountLines lines = new AccountLines(task -> {
            throw new RejectedExecutionException("No thread");
        });

        Assertions.assertThatThrownBy(() -> lines.execute(account(1), () -> {}))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private static AccountId account(int number) {
        return new AccountId("a_" + number);
    }
}
