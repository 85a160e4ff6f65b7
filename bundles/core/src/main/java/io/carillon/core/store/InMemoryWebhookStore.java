package io.carillon.core.store;

import io.carillon.api.model.Event;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Webhooks in memory, for the events of a store in memory. Safe for use by many threads. */
public final class InMemoryWebhookStore implements WebhookStore {

    private final InMemoryEventStore events;
    private final NavigableMap<WebhookId, Hook> hooks = new TreeMap<>();

    public InMemoryWebhookStore(InMemoryEventStore events) {
        this.events = events;
    }

    @Override
    public synchronized boolean add(Webhook webhook, SealedGrant secret, int most) {
        if (list(webhook.workspace()).size() >= most) {
            return false;
        }
        hooks.put(webhook.id(), new Hook(webhook, secret));
        return true;
    }

    @Override
    public synchronized Optional<Webhook> find(WorkspaceId workspace, WebhookId id) {
        return hook(workspace, id).map(Hook::webhook);
    }

    private Optional<Hook> hook(WorkspaceId workspace, WebhookId id) {
        return Optional.ofNullable(hooks.get(id))
                .filter(hook -> hook.webhook().workspace().equals(workspace));
    }

    @Override
    public synchronized List<Webhook> list(WorkspaceId workspace) {
        return hooks.values().stream()
                .map(Hook::webhook)
                .filter(webhook -> webhook.workspace().equals(workspace))
                .toList();
    }

    @Override
    public synchronized List<Kept> disabled(Webhook.Reason reason, Optional<WebhookId> after, int limit) {
        return after.map(last -> hooks.tailMap(last, false)).orElse(hooks).values().stream()
                .filter(hook -> hook.webhook()
                        .disabled()
                        .filter(stop -> stop.reason() == reason)
                        .isPresent())
                .limit(limit)
                .map(Hook::kept)
                .toList();
    }

    @Override
    public synchronized void update(Webhook webhook) {
        Hook hook = hook(webhook.workspace(), webhook.id())
                .filter(found -> found.webhook().version() == webhook.version())
                .orElseThrow(() -> new StaleException("The webhook " + webhook.id() + " has moved on."));
        hook.change(webhook);
    }

    @Override
    public synchronized boolean remove(WorkspaceId workspace, WebhookId id) {
        boolean there = hook(workspace, id).isPresent();
        if (there) {
            hooks.remove(id);
        }
        return there;
    }

    @Override
    public synchronized int spread(Instant now, int limit) {
        List<Event> taken = events.takeUnspread(limit);
        for (Event event : taken) {
            hooks.values().stream()
                    .filter(hook -> hook.webhook().workspace().equals(event.workspace()))
                    .filter(hook -> hook.webhook().wants(event.type()))
                    .forEach(hook -> hook.call(event, now));
        }
        return taken.size();
    }

    @Override
    public synchronized List<Due> claim(Instant now, Duration lease, int limit) {
        List<Due> claimed = new ArrayList<>();
        Collection<Hook> waiting = hooks.values().stream()
                .filter(hook -> hook.due(now).isPresent())
                .sorted(Comparator.comparing(Hook::waitsSince))
                .limit(limit)
                .toList();
        for (Hook hook : waiting) {
            claimed.add(hook.claim(hook.due(now).orElseThrow(), now.plus(lease)));
        }
        return claimed;
    }

    @Override
    public synchronized boolean finish(Due due, Webhook webhook, WebhookCall call, Instant restUntil) {
        Optional<Hook> found = Optional.ofNullable(hooks.get(webhook.id())).filter(hook -> hook.isClaimedBy(due));
        found.ifPresent(hook -> hook.finish(webhook, call, restUntil));
        return found.isPresent();
    }

    @Override
    public synchronized Page<WebhookCall> calls(WorkspaceId workspace, WebhookId webhook, PageRequest page) {
        NavigableMap<String, WebhookCall> newest = hook(workspace, webhook)
                .map(hook -> hook.calls().descendingMap())
                .orElse(new TreeMap<>());
        List<WebhookCall> found =
                page.cursor().map(last -> newest.tailMap(last, false)).orElse(newest).values().stream()
                        .limit(page.limit() + 1L)
                        .toList();
        return found.size() <= page.limit()
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, page.limit()),
                        Optional.of(found.get(page.limit() - 1).id()));
    }

    @Override
    public synchronized Optional<WebhookCall> replay(
            WorkspaceId workspace, WebhookId webhook, String call, Instant now) {
        return hook(workspace, webhook).flatMap(hook -> {
            hook.wake();
            return Optional.ofNullable(hook.calls().computeIfPresent(call, (id, before) -> before.again(now)));
        });
    }

    @Override
    public synchronized void forget(Instant before) {
        hooks.values()
                .forEach(hook -> hook.calls().headMap(Event.firstId(before)).clear());
    }
}
