package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WebhookStore;
import io.carillon.api.store.WebhookStore.Due;
import io.carillon.api.store.WebhookStore.Kept;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of webhooks promises. */
public abstract class WebhookStoreContract {

    protected static final WorkspaceId OTHER = new WorkspaceId("w_other");

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final SealedGrant SECRET = new SealedGrant("sealed", "k1", Optional.empty());
    private static final WorkspaceId HOME = Workspace.DEFAULT_ID;

    private WebhookStore store;
    private EventStore events;

    /** Empty, with the workspaces {@code default} and {@link #OTHER}. */
    protected abstract void prepare();

    protected abstract WebhookStore webhooks();

    protected abstract EventStore events();

    @BeforeEach
    void start() {
        prepare();
        store = webhooks();
        events = events();
    }

    private static Webhook webhook(String id, WorkspaceId workspace, EventType... types) {
        return new Webhook(
                new WebhookId(id),
                workspace,
                URI.create("https://receiver.test/" + id),
                "tests",
                Set.of(types),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                NOW,
                1);
    }

    private Webhook added(String id, EventType... types) {
        Webhook webhook = webhook(id, HOME, types);
        assertThat(store.add(webhook, SECRET, 20)).isTrue();
        return webhook;
    }

    private void tell(EventType type, String subject, Instant at) {
        events.tell(HOME, type, Map.of("subject", subject), at);
    }

    /** Told and spread. */
    private void happen(String subject, Instant at) {
        tell(EventType.POST_CHANGED, subject, at);
        assertThat(store.spread(at, 100)).isEqualTo(1);
    }

    private List<String> subjects(Webhook webhook) {
        return store.calls(webhook.workspace(), webhook.id(), PageRequest.first(100)).items().stream()
                .map(call -> call.event().data().get("subject"))
                .toList();
    }

    private Due claimed(Instant now) {
        List<Due> due = store.claim(now, LEASE, 10);
        assertThat(due).hasSize(1);
        return due.get(0);
    }

    private Webhook stored(Webhook webhook) {
        return store.find(webhook.workspace(), webhook.id()).orElseThrow();
    }

    @Test
    void webhookIsFoundInItsWorkspaceOnly() {
        Webhook webhook = added("h_1", EventType.POST_CHANGED, EventType.ACCOUNT_CHANGED);

        assertThat(stored(webhook)).isEqualTo(webhook);
        assertThat(store.list(HOME)).containsExactly(webhook);
        assertThat(store.find(OTHER, webhook.id())).isEmpty();
        assertThat(store.list(OTHER)).isEmpty();
        assertThat(store.remove(OTHER, webhook.id())).isFalse();
        assertThat(store.remove(HOME, webhook.id())).isTrue();
        assertThat(store.list(HOME)).isEmpty();
    }

    @Test
    void workspaceHasNoMoreThanItMay() {
        added("h_1");
        assertThat(store.add(webhook("h_2", HOME), SECRET, 1)).isFalse();
        assertThat(store.add(webhook("h_3", OTHER), SECRET, 1))
                .as("another's do not count")
                .isTrue();
        assertThat(store.list(HOME)).hasSize(1);
    }

    @Test
    void eventBecomesOneCallForEachWebhookThatWantsIt() {
        Webhook all = added("h_all");
        Webhook posts = added("h_posts", EventType.POST_CHANGED);
        Webhook accounts = added("h_accounts", EventType.ACCOUNT_CHANGED);
        Webhook foreign = webhook("h_foreign", OTHER);
        store.add(foreign, SECRET, 20);
        tell(EventType.POST_CHANGED, "p_1", NOW);
        tell(EventType.DELIVERY_CHANGED, "d_1", NOW.plusSeconds(1));

        assertThat(store.spread(NOW.plusSeconds(2), 1)).isEqualTo(1);
        assertThat(store.spread(NOW.plusSeconds(2), 10)).isEqualTo(1);
        assertThat(store.spread(NOW.plusSeconds(2), 10)).as("nothing twice").isZero();

        assertThat(subjects(all)).as("the newest first").containsExactly("d_1", "p_1");
        assertThat(subjects(posts)).containsExactly("p_1");
        assertThat(subjects(accounts)).isEmpty();
        assertThat(subjects(foreign)).isEmpty();
        WebhookCall call =
                store.calls(HOME, posts.id(), PageRequest.first(10)).items().get(0);
        Event event = events.after(HOME, "", 10).get(0);
        assertThat(call)
                .isEqualTo(new WebhookCall(
                        posts.id(),
                        event,
                        WebhookCall.State.PENDING,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(NOW.plusSeconds(2))));
    }

    @Test
    void oneCallOfAWebhookIsMadeAtATimeAndTheOldestFirst() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        happen("p_2", NOW.plusSeconds(1));
        Instant now = NOW.plusSeconds(2);

        Due due = claimed(now);

        assertThat(due.webhook()).isEqualTo(webhook);
        assertThat(due.secret()).isEqualTo(SECRET);
        assertThat(due.call().event().data()).containsEntry("subject", "p_1");
        assertThat(store.claim(now, LEASE, 10)).as("it is being called").isEmpty();
        assertThat(store.finish(due, due.webhook().succeeded(), due.call().delivered(204, now), now))
                .isTrue();
        assertThat(claimed(now).call().event().data()).containsEntry("subject", "p_2");
    }

    @Test
    void leaseThatEndedIsTakenOverAndItsFormerHolderStoresNothing() {
        added("h_1");
        happen("p_1", NOW);
        Due first = claimed(NOW);

        Due second = claimed(NOW.plus(LEASE));

        assertThat(second.call()).isEqualTo(first.call());
        assertThat(store.finish(first, first.webhook(), first.call().delivered(200, NOW), NOW))
                .isFalse();
        assertThat(store.calls(HOME, first.webhook().id(), PageRequest.first(1)).items())
                .containsExactly(first.call());
    }

    @Test
    void failedCallIsDueAgainAtItsTimeAndNotWhileItsWebhookRests() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        Due due = claimed(NOW);
        Instant next = NOW.plusSeconds(5);
        Instant rest = NOW.plusSeconds(8);

        store.finish(
                due,
                webhook.failed(NOW),
                due.call().failed(Optional.of(500), "It broke.", NOW, Optional.of(next)),
                rest);

        assertThat(stored(webhook)).isEqualTo(webhook.failed(NOW));
        assertThat(store.claim(next, LEASE, 10)).isEmpty();
        Due again = claimed(rest);
        assertThat(again.webhook().failures()).isEqualTo(1);
        assertThat(again.call().attempts()).isEqualTo(1);
        assertThat(again.call().status()).contains(500);
        assertThat(again.call().problem()).contains("It broke.");
        assertThat(again.call().triedAt()).contains(NOW);
    }

    @Test
    void newCallDoesNotWaitForOneThatIsTriedAgainLater() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        Due due = claimed(NOW);
        Optional<Instant> later = Optional.of(NOW.plus(Duration.ofHours(5)));
        store.finish(due, webhook, due.call().failed(Optional.empty(), "Away.", NOW, later), NOW);

        happen("p_2", NOW.plusSeconds(1));

        assertThat(claimed(NOW.plusSeconds(1)).call().event().data()).containsEntry("subject", "p_2");
    }

    @Test
    void webhooksTakeTurnsHoweverMuchIsDueOfOne() {
        Webhook busy = added("h_busy", EventType.POST_CHANGED);
        Webhook quiet = added("h_quiet", EventType.ACCOUNT_CHANGED);
        happen("p_1", NOW);
        happen("p_2", NOW.plusSeconds(1));
        tell(EventType.ACCOUNT_CHANGED, "a_1", NOW.plusSeconds(2));
        store.spread(NOW.plusSeconds(2), 10);
        Instant now = NOW.plusSeconds(3);

        Due first = store.claim(now, LEASE, 1).get(0);
        assertThat(first.webhook()).isEqualTo(busy);
        happen("p_3", now);
        store.finish(first, busy.succeeded(), first.call().delivered(200, now), now);

        assertThat(store.claim(now, LEASE, 1).get(0).webhook()).isEqualTo(quiet);
        assertThat(store.claim(now, LEASE, 1).get(0).webhook()).isEqualTo(busy);
    }

    @Test
    void disabledWebhookIsCalledNoMoreAndWhatWasMissedFollowsOnceItIsEnabled() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        Due due = claimed(NOW);
        WebhookCall failed = due.call().failed(Optional.of(410), "Gone.", NOW, Optional.of(NOW.plusSeconds(1)));
        Webhook gone = webhook.failed(NOW).disabled(Webhook.Reason.GONE, NOW);

        store.finish(due, gone, failed, NOW);

        Webhook stored = stored(webhook);
        assertThat(stored.disabled()).contains(new Webhook.Disabled(Webhook.Reason.GONE, NOW));
        assertThat(stored.version()).as("it is another now").isEqualTo(2);
        tell(EventType.POST_CHANGED, "p_2", NOW.plusSeconds(1));
        store.spread(NOW.plusSeconds(1), 10);
        assertThat(store.claim(NOW.plusSeconds(2), LEASE, 10)).isEmpty();
        assertThat(subjects(webhook)).as("what happens meanwhile is not for it").containsExactly("p_1");

        store.update(stored.enabled());

        assertThat(stored(webhook).disabled()).isEmpty();
        assertThat(claimed(NOW.plusSeconds(2)).call().id()).isEqualTo(failed.id());
    }

    @Test
    void whatIsDisabledForAReasonIsFoundPageByPageWithItsSecret() {
        Webhook lost = disabled(added("h_2"), Webhook.Reason.SECRET_LOST);
        Webhook other = webhook("h_1", OTHER);
        store.add(other, SECRET, 20);
        Webhook foreign = disabled(other, Webhook.Reason.SECRET_LOST);
        disabled(added("h_3"), Webhook.Reason.GONE);
        added("h_4");

        List<Kept> first = store.disabled(Webhook.Reason.SECRET_LOST, Optional.empty(), 1);
        assertThat(first).containsExactly(new Kept(foreign, SECRET));
        assertThat(store.disabled(Webhook.Reason.SECRET_LOST, Optional.of(foreign.id()), 10))
                .containsExactly(new Kept(lost, SECRET));
        assertThat(store.disabled(Webhook.Reason.FAILING, Optional.empty(), 10)).isEmpty();
    }

    private Webhook disabled(Webhook webhook, Webhook.Reason reason) {
        store.update(webhook.disabled(reason, NOW));
        return stored(webhook);
    }

    @Test
    void changeOfWhatHasMovedOnIsRefused() {
        Webhook webhook = added("h_1");
        Webhook other = webhook.with(URI.create("https://else.test/"), "", Set.of(EventType.PLATFORM_ADDED));
        store.update(other);

        assertThatThrownBy(() -> store.update(other)).isInstanceOf(StaleException.class);
        assertThat(stored(webhook).url()).isEqualTo(other.url());
        assertThat(stored(webhook).types()).isEqualTo(other.types());
    }

    @Test
    void whatAPersonChangedDuringACallStays() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        Due due = claimed(NOW);
        store.update(webhook.disabled(Webhook.Reason.BY_PERSON, NOW));

        store.finish(due, due.webhook().failed(NOW), due.call().delivered(200, NOW), NOW);

        assertThat(stored(webhook).disabled()).isPresent();
    }

    @Test
    void replayedCallIsDueAgainUnderItsId() {
        Webhook webhook = added("h_1");
        happen("p_1", NOW);
        Due due = claimed(NOW);
        store.finish(due, webhook, due.call().delivered(200, NOW), NOW);
        Instant now = NOW.plusSeconds(60);
        assertThat(store.claim(now, LEASE, 10)).isEmpty();

        WebhookCall again =
                store.replay(HOME, webhook.id(), due.call().id(), now).orElseThrow();

        assertThat(again.state()).isEqualTo(WebhookCall.State.PENDING);
        assertThat(claimed(now).call()).isEqualTo(again);
        assertThat(store.replay(OTHER, webhook.id(), due.call().id(), now)).isEmpty();
        assertThat(store.replay(HOME, webhook.id(), "0", now)).isEmpty();
    }

    @Test
    void callsAreListedInPages() {
        Webhook webhook = added("h_1");
        for (int i = 1; i <= 3; i++) {
            happen("p_" + i, NOW.plusSeconds(i));
        }

        Page<WebhookCall> first = store.calls(HOME, webhook.id(), PageRequest.first(2));
        Page<WebhookCall> second = store.calls(HOME, webhook.id(), new PageRequest(2, first.next()));

        assertThat(first.items()).hasSize(2);
        assertThat(second.items())
                .extracting(call -> call.event().data().get("subject"))
                .containsExactly("p_1");
        assertThat(second.next()).isEmpty();
        assertThat(store.calls(OTHER, webhook.id(), PageRequest.first(2)).items())
                .isEmpty();
    }

    @Test
    void networksThatComeAndGoAreToldOnce() {
        Set<Platform> sandbox = Set.of(Platform.SANDBOX);
        assertThat(events.platforms()).isEmpty();
        events.tellPlatforms(sandbox, Set.of(), NOW);
        events.tellPlatforms(sandbox, Set.of(), NOW);
        assertThat(events.platforms()).isEqualTo(sandbox);
        events.tellPlatforms(Set.of(), sandbox, NOW.plusSeconds(1));
        events.tellPlatforms(Set.of(), sandbox, NOW.plusSeconds(1));

        assertThat(events.after(HOME, "", 10))
                .extracting(Event::type)
                .containsExactly(EventType.PLATFORM_ADDED, EventType.PLATFORM_REMOVED);
        assertThat(events.after(HOME, "", 1).get(0).data())
                .containsExactlyEntriesOf(Map.of("platform", Platform.SANDBOX.id()));
        assertThat(events.platforms()).isEmpty();
    }

    @Test
    void oldEventsAndCallsAreForgottenButNoneThatIsYetToBecomeACall() {
        // Ids only grow, so that they go by a time that is later than that of all other tests.
        Instant start = NOW.plus(Duration.ofDays(1));
        Webhook webhook = added("h_1");
        happen("p_old", start);
        tell(EventType.POST_CHANGED, "p_waiting", start.plusSeconds(1));
        tell(EventType.POST_CHANGED, "p_new", start.plusSeconds(60));
        Instant before = start.plusSeconds(30);

        events.forget(before);
        store.forget(before);

        assertThat(events.after(HOME, "", 10))
                .extracting(event -> event.data().get("subject"))
                .containsExactly("p_waiting", "p_new");
        assertThat(subjects(webhook)).isEmpty();
        store.spread(before, 10);
        assertThat(subjects(webhook)).containsExactly("p_new", "p_waiting");
    }
}
