package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Queues;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PostStore;
import io.carillon.core.MovableClock;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreEngineTest {

    private static final Account ACCOUNT = Account.of(Platform.BLUESKY, "@bell", "Bell", Grant.none());

    private final List<Object> calls = new ArrayList<>();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));

    @Test
    void wakesTheAccountsDeliveriesBeforeItRingsTheBell() {
        engine(true).wake(ACCOUNT);
        assertThat(calls).containsExactly("unparkAccount " + List.of(ACCOUNT.id(), clock.instant()), "nudge []");
    }

    @Test
    void wakesThemEvenWhileNoEngineRunsHere() {
        engine(false).wake(ACCOUNT);
        assertThat(calls).hasSize(1);
    }

    @Test
    void theQueueFollowsTheAccount() {
        engine(false).follow(ACCOUNT);
        assertThat(calls).containsExactly("follow " + List.of(ACCOUNT.workspace(), ACCOUNT.id()));
    }

    @Test
    void asksForWhatIsStillToComeOrInDoubt() {
        List<DeliveryQuery> queries = new ArrayList<>();
        PostStore posts = stub(PostStore.class, arguments -> {
            queries.add((DeliveryQuery) arguments.get(0));
            return new Page<>(List.of(), Optional.empty());
        });
        StoreEngine engine =
                new StoreEngine(posts, recorded(DispatchStore.class, 0), Optional::empty, Optional::empty, clock);

        assertThat(engine.needs(ACCOUNT)).isFalse();
        assertThat(queries.get(0).account()).contains(ACCOUNT.id());
        assertThat(queries.get(0).states())
                .contains(DeliveryState.SCHEDULED, DeliveryState.IN_DOUBT)
                .doesNotContain(DeliveryState.PUBLISHED, DeliveryState.FAILED, DeliveryState.CANCELLED);
    }

    private StoreEngine engine(boolean running) {
        Optional<Dispatch> dispatch = running ? Optional.of(recorded(Dispatch.class, null)) : Optional.empty();
        return new StoreEngine(
                recorded(PostStore.class, null), recorded(DispatchStore.class, 1), () -> dispatch, this::queues, clock);
    }

    private Optional<Queues> queues() {
        return Optional.of(recorded(Queues.class, null));
    }

    private <T> T recorded(Class<T> type, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + (arguments == null ? List.of() : List.of(arguments)));
                    return answer;
                }));
    }

    private interface Answer {

        Object to(List<Object> arguments);
    }

    private static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(List.of(arguments))));
    }
}
