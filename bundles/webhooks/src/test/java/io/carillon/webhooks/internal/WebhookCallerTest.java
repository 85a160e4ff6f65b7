package io.carillon.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Webhooks;
import io.carillon.api.store.PageRequest;
import io.carillon.core.store.InMemoryEventStore;
import io.carillon.core.store.InMemoryWebhookStore;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebhookCallerTest {

    private static final int EVENTS = 3;

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryWebhookStore store = new InMemoryWebhookStore(events);
    private final FakeVault vault = new FakeVault();
    private final CountDownLatch delivered = new CountDownLatch(EVENTS);
    private final Semaphore stuck = new Semaphore(0);

    /** Whoever calls {@code /slow} waits until it is interrupted. */
    private final GuardedHttp receivers = new GuardedHttp() {

        @Override
        public Result send(Request request, Instant deadline) {
            if (request.uri().getPath().equals("/slow")) {
                stuck.release();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return new Lost("The call was given up.");
                }
            }
            delivered.countDown();
            return FakeReceiver.answer(200);
        }

        @Override
        public Optional<String> refusal(URI address) {
            return Optional.empty();
        }
    };

    private Webhook webhook(String path) {
        Webhooks.Wish wish = new Webhooks.Wish(
                Optional.of("https://receiver.test" + path), Optional.empty(), Optional.empty(), Optional.empty());
        return new WebhookDesk(store, vault, receivers, Clock.systemUTC(), new Random())
                .create(Workspace.DEFAULT_ID, wish)
                .webhook();
    }

    private List<WebhookCall.State> states(Webhook webhook) {
        return store.calls(Workspace.DEFAULT_ID, webhook.id(), PageRequest.first(10)).items().stream()
                .map(WebhookCall::state)
                .toList();
    }

    @Test
    void slowReceiverHoldsUpNobodyAndItsCallOutlivesTheStop() throws InterruptedException {
        Webhook slow = webhook("/slow");
        Webhook fast = webhook("/fast");
        for (int i = 0; i < EVENTS; i++) {
            events.tell(Workspace.DEFAULT_ID, EventType.POST_CHANGED, Map.of(), Instant.now());
        }
        WebhookCaller caller = new WebhookCaller(events, store, vault, receivers);

        assertThat(delivered.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stuck.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        caller.close();

        assertThat(states(fast)).hasSize(EVENTS).containsOnly(WebhookCall.State.DELIVERED);
        assertThat(states(slow)).hasSize(EVENTS).containsOnly(WebhookCall.State.PENDING);
        assertThat(stuck.availablePermits())
                .as("one call of a webhook at a time")
                .isZero();
        assertThat(store.claim(Instant.now(), Duration.ofMinutes(1), 10))
                .as("it is left to whoever comes next")
                .hasSize(1);
    }
}
