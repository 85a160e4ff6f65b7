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
import java.util.UUID;

/** Webhooks in memory, for the events of a store in memory. Safe for use by many threads. */
public final class InMemoryWebhookStore implements WebhookStore {

    private static final Comparator<WebhookCall> BY_NEXT = Comparator.comparing(
                    (WebhookCall call) -> call.nextAt().orElseThrow())
            .thenComparing(WebhookCall::id);

    private final InMemoryEventStore events;
    private final NavigableMap<WebhookId, Hook> hooks = new TreeMap<>();

    /** A webhook with its calls, and who calls it at this moment. */
    private static final class Hook {

        private final SealedGrant secret;
        private final NavigableMap<String, WebhookCall> calls = new TreeMap<>();
        private Webhook webhook;
        private String claim = "";
        private Instant claimedUntil = Instant.MIN;
        private Instant restUntil = Instant.MIN;

        Hook(Webhook webhook, SealedGrant secret) {
            this.webhook = webhook;
            this.secret = secret;
        }

        Optional<WebhookCall> next() {
            return calls.values().stream()
                    .filter(call -> call.nextAt().isPresent())
                    .min(BY_NEXT);
        }

        Optional<WebhookCall> due(Instant now) {
            boolean free = webhook.disabled().isEmpty() && !claimedUntil.isAfter(now) && !restUntil.isAfter(now);
            return free ? next().filter(call -> !call.nextAt().orElseThrow().isAfter(now)) : Optional.empty();
        }

        /** Since when it waits for its turn. */
        Instant waitsSince() {
            Instant next = next().flatMap(WebhookCall::nextAt).orElseThrow();
            return next.isAfter(restUntil) ? next : restUntil;
        }

        Due claim(WebhookCall call, Instant until) {
            claim = UUID.randomUUID().toString();
            claimedUntil = until;
            return new Due(claim, webhook, secret, call);
        }
    }

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
        return hook(workspace, id).map(hook -> hook.webhook);
    }

    private Optional<Hook> hook(WorkspaceId workspace, WebhookId id) {
        return Optional.ofNullable(hooks.get(id))
                .filter(hook -> hook.webhook.workspace().equals(workspace));
    }

    @Override
    public synchronized List<Webhook> list(WorkspaceId workspace) {
        return hooks.values().stream()
                .map(hook -> hook.webhook)
                .filter(webhook -> webhook.workspace().equals(workspace))
                .toList();
    }

    @Override
    public synchronized void update(Webhook webhook) {
        Hook hook = hook(webhook.workspace(), webhook.id())
                .filter(found -> found.webhook.version() == webhook.version())
                .orElseThrow(() -> new StaleException("The webhook " + webhook.id() + " has moved on."));
        hook.webhook = raised(webhook);
        hook.restUntil = Instant.MIN;
    }

    private static Webhook raised(Webhook webhook) {
        return new Webhook(
                webhook.id(),
                webhook.workspace(),
                webhook.url(),
                webhook.description(),
                webhook.types(),
                webhook.disabled(),
                webhook.failures(),
                webhook.failingSince(),
                webhook.createdAt(),
                webhook.version() + 1);
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
                    .filter(hook -> hook.webhook.workspace().equals(event.workspace()))
                    .filter(hook -> hook.webhook.wants(event.type()))
                    .forEach(hook -> hook.calls.put(event.id(), call(hook.webhook.id(), event, now)));
        }
        return taken.size();
    }

    private static WebhookCall call(WebhookId webhook, Event event, Instant now) {
        return new WebhookCall(
                webhook,
                event,
                WebhookCall.State.PENDING,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(now));
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
        Optional<Hook> found =
                Optional.ofNullable(hooks.get(webhook.id())).filter(hook -> hook.claim.equals(due.claim()));
        found.ifPresent(hook -> {
            hook.claim = "";
            hook.claimedUntil = Instant.MIN;
            hook.restUntil = restUntil;
            hook.calls.put(call.id(), call);
            hook.webhook = told(hook.webhook, webhook);
        });
        return found.isPresent();
    }

    /** What a person changed meanwhile stays. */
    private static Webhook told(Webhook stored, Webhook after) {
        Webhook told = new Webhook(
                stored.id(),
                stored.workspace(),
                stored.url(),
                stored.description(),
                stored.types(),
                stored.disabled().or(after::disabled),
                after.failures(),
                after.failingSince(),
                stored.createdAt(),
                stored.version());
        return stored.disabled().equals(told.disabled()) ? told : raised(told);
    }

    @Override
    public synchronized Page<WebhookCall> calls(WorkspaceId workspace, WebhookId webhook, PageRequest page) {
        NavigableMap<String, WebhookCall> newest =
                hook(workspace, webhook).map(hook -> hook.calls.descendingMap()).orElse(new TreeMap<>());
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
            hook.restUntil = Instant.MIN;
            return Optional.ofNullable(hook.calls.computeIfPresent(call, (id, before) -> before.again(now)));
        });
    }

    @Override
    public synchronized void forget(Instant before) {
        hooks.values().forEach(hook -> hook.calls.headMap(Event.firstId(before)).clear());
    }
}
