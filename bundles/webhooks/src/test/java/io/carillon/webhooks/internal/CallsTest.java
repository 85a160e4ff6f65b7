package io.carillon.webhooks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Webhooks;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.WebhookStore.Due;
import io.carillon.core.MovableClock;
import io.carillon.core.store.InMemoryEventStore;
import io.carillon.core.store.InMemoryWebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallsTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final MovableClock clock = new MovableClock(NOW);
    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryWebhookStore store = new InMemoryWebhookStore(events);
    private final FakeVault vault = new FakeVault();
    private final FakeReceiver receiver = new FakeReceiver();
    private final Calls calls = new Calls(store, vault, receiver, new Patience(new Random(1)), clock);

    private Webhook webhook;
    private String secret;

    @BeforeEach
    void subscribe() {
        Webhooks.Created created = new WebhookDesk(store, vault, receiver, clock, new Random(2))
                .create(
                        Workspace.DEFAULT_ID,
                        new Webhooks.Wish(
                                Optional.of("https://receiver.test/hook"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        webhook = created.webhook();
        secret = created.secret();
    }

    private void happen() {
        events.tell(
                Workspace.DEFAULT_ID, EventType.POST_CHANGED, Map.of("post", "p_1", "state", "DRAFT"), clock.instant());
        store.spread(clock.instant(), 10);
    }

    /** Makes what is due now. */
    private int makeDue() {
        List<Due> due = store.claim(clock.instant(), LEASE, 10);
        due.forEach(calls::make);
        return due.size();
    }

    private WebhookCall call() {
        return store.calls(Workspace.DEFAULT_ID, webhook.id(), PageRequest.first(1))
                .items()
                .get(0);
    }

    private Webhook stored() {
        return store.find(Workspace.DEFAULT_ID, webhook.id()).orElseThrow();
    }

    @Test
    void callIsSignedAndDelivered() {
        happen();
        clock.advance(Duration.ofSeconds(90));

        assertThat(makeDue()).isEqualTo(1);

        GuardedHttp.Request request = receiver.requests.get(0);
        String payload = "{\"type\":\"post.changed\",\"timestamp\":\"2026-02-10T09:00:00Z\","
                + "\"data\":{\"post\":\"p_1\",\"state\":\"DRAFT\",\"workspace\":\"default\"}}";
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo(webhook.url());
        assertThat(request.body()).contains(payload);
        String timestamp = Long.toString(NOW.plusSeconds(90).getEpochSecond());
        assertThat(request.headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("webhook-id", call().id())
                .as("the time of this call, not of the event")
                .containsEntry("webhook-timestamp", timestamp)
                .containsEntry(
                        "webhook-signature",
                        Signature.of(secret, call().id(), NOW.plusSeconds(90).getEpochSecond(), payload));
        assertThat(call().state()).isEqualTo(WebhookCall.State.DELIVERED);
        assertThat(call().status()).contains(204);
    }

    @Test
    void failedCallIsMadeEightTimesOverMoreThanADay() {
        receiver.then(FakeReceiver.answer(500));
        happen();
        List<Duration> waited = new ArrayList<>();
        while (call().state() == WebhookCall.State.PENDING) {
            Instant next = call().nextAt().orElseThrow();
            clock.set(later(next, clock.instant().plus(Duration.ofMinutes(5))));
            waited.add(Duration.between(NOW, next));
            assertThat(makeDue()).isEqualTo(1);
        }
        assertThat(receiver.requests).hasSize(8);
        assertThat(receiver.requests)
                .extracting(request -> request.headers().get("webhook-id"))
                .containsOnly(call().id());
        assertThat(waited.get(7)).isBetween(Duration.ofHours(27), Duration.ofHours(34));
        assertThat(call().problem()).contains("It answered 500.");
        assertThat(stored().disabled()).as("a day is not enough").isEmpty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Test
    void receiverThatIsAwayIsLeftAloneEverLongerAndThenDoesAtOnce() {
        receiver.then(new GuardedHttp.NotSent("The host is not known."));
        happen();
        happen();
        happen();

        assertThat(makeDue()).isEqualTo(1);
        assertThat(makeDue()).as("it rests, though more is due").isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(makeDue()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(makeDue()).isZero();
        assertThat(call().attempts()).isZero();
        assertThat(stored().failingSince()).contains(NOW);

        receiver.then(FakeReceiver.answer(200));
        clock.advance(Duration.ofSeconds(7));
        assertThat(makeDue() + makeDue() + makeDue()).isEqualTo(3);
        assertThat(stored().failingSince()).isEmpty();
    }

    @Test
    void receiverThatAsksForAPauseHasIt() {
        receiver.then(FakeReceiver.busyUntil(NOW.plus(Duration.ofMinutes(20))));
        happen();
        makeDue();
        assertThat(call().nextAt()).contains(NOW.plus(Duration.ofMinutes(20)));

        happen();
        clock.advance(Duration.ofMinutes(20).minusSeconds(1));
        assertThat(makeDue()).as("neither that call nor another").isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(makeDue()).isEqualTo(1);
    }

    @Test
    void pauseThatIsAskedForIsADayAtMost() {
        receiver.then(FakeReceiver.busyUntil(NOW.plus(Duration.ofDays(30))));
        happen();
        makeDue();
        assertThat(call().nextAt()).contains(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void receiverThatSaysGoneIsCalledNoMore() {
        receiver.then(FakeReceiver.answer(410));
        happen();
        makeDue();

        assertThat(stored().disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.GONE);
        assertThat(call().state()).isEqualTo(WebhookCall.State.FAILED);
        clock.advance(Duration.ofDays(1));
        assertThat(makeDue()).isZero();
    }

    @Test
    void receiverThatHasFailedForDaysIsCalledNoMore() {
        receiver.then(new GuardedHttp.Lost("No answer before the deadline."));
        Duration between = Duration.ofHours(12);
        while (clock.instant().isBefore(NOW.plus(Patience.END))) {
            happen();
            makeDue();
            assertThat(stored().disabled()).isEmpty();
            assertThat(stored().failingSince()).contains(NOW);
            clock.advance(between);
        }
        makeDue();

        assertThat(stored().disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.FAILING);
    }

    @Test
    void whatFailedLongBeforeIsNotHeldAgainstAReceiverThatFailsOnce() {
        receiver.then(FakeReceiver.answer(500));
        happen();
        while (call().state() == WebhookCall.State.PENDING) {
            clock.advance(Duration.ofHours(1));
            makeDue();
        }
        clock.advance(Duration.ofDays(10));
        happen();

        assertThat(makeDue()).isEqualTo(1);

        assertThat(stored().disabled()).as("nobody called it meanwhile").isEmpty();
        assertThat(stored().failingSince()).contains(clock.instant());
        assertThat(call().nextAt()).hasValueSatisfying(next -> assertThat(next)
                .isBetween(clock.instant(), clock.instant().plusSeconds(10)));
    }

    @Test
    void receiverThatAsksForADayEveryTimeIsCalledNoMoreAfterThree() {
        happen();
        for (int day = 0; day < 3; day++) {
            receiver.then(FakeReceiver.busyUntil(clock.instant().plus(Duration.ofDays(30))));
            assertThat(makeDue()).isEqualTo(1);
            assertThat(stored().disabled()).isEmpty();
            clock.advance(Duration.ofDays(1));
        }
        makeDue();

        assertThat(stored().disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.FAILING);
    }

    @Test
    void redirectIsNotFollowed() {
        receiver.then(FakeReceiver.answer(302));
        happen();
        makeDue();
        assertThat(receiver.requests).hasSize(1);
        assertThat(call().problem()).contains("It answered 302; redirects are not followed.");
    }

    @Test
    void withoutItsSecretNothingIsSentAndNoTryIsCounted() {
        happen();
        vault.lost = true;
        makeDue();
        assertThat(receiver.requests).isEmpty();
        assertThat(stored().disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.SECRET_LOST);
        assertThat(call().attempts()).isZero();
    }

    @Test
    void webhookWhoseSecretWasLostIsCalledAgainOnceItsKeyIsBack() {
        LostSecrets lostSecrets = new LostSecrets(store, vault);
        happen();
        vault.lost = true;
        makeDue();
        lostSecrets.look();
        assertThat(stored().disabled()).isPresent();
        vault.elsewhere = true;
        lostSecrets.look();
        assertThat(stored().disabled()).isPresent();
        vault.lost = false;
        vault.elsewhere = false;

        lostSecrets.look();

        assertThat(stored().disabled()).isEmpty();
        assertThat(makeDue()).isEqualTo(1);
        assertThat(call().state()).isEqualTo(WebhookCall.State.DELIVERED);
    }

    @Test
    void webhookThatIsDisabledForAnotherReasonStaysSo() {
        receiver.then(FakeReceiver.answer(410));
        happen();
        makeDue();

        new LostSecrets(store, vault).look();

        assertThat(stored().disabled()).map(Webhook.Disabled::reason).contains(Webhook.Reason.GONE);
    }

    @Test
    void callWhoseSecretOnlyAnotherServerCanOpenIsLeftToThatServer() {
        happen();
        vault.elsewhere = true;
        assertThatThrownBy(this::makeDue).isInstanceOf(IllegalStateException.class);

        assertThat(stored()).isEqualTo(webhook);
        assertThat(call().state()).isEqualTo(WebhookCall.State.PENDING);
        vault.elsewhere = false;
        clock.advance(LEASE);
        assertThat(makeDue()).isEqualTo(1);
        assertThat(call().state()).isEqualTo(WebhookCall.State.DELIVERED);
    }

    @Test
    void callThatIsInterruptedIsLeftToWhoeverComesNext() {
        receiver.then(new GuardedHttp.Lost("The call was given up."));
        happen();
        Due due = store.claim(NOW, LEASE, 1).get(0);
        Thread.currentThread().interrupt();
        calls.make(due);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();

        assertThat(store.claim(NOW, LEASE, 1)).hasSize(1);
        assertThat(stored().failures()).isZero();
    }
}
