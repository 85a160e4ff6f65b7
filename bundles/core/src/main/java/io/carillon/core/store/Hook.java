package io.carillon.core.store;

import io.carillon.api.model.Event;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.WebhookStore.Due;
import io.carillon.api.store.WebhookStore.Kept;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A webhook in memory with its calls, and who calls it at this moment. For one thread at a time. */
final class Hook {

    private static final Comparator<WebhookCall> BY_NEXT = Comparator.comparing(
                    (WebhookCall call) -> call.nextAt().orElseThrow())
            .thenComparing(WebhookCall::id);

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

    Webhook webhook() {
        return webhook;
    }

    Kept kept() {
        return new Kept(webhook, secret);
    }

    /** By their ids. */
    NavigableMap<String, WebhookCall> calls() {
        return calls;
    }

    /** What a person changed. */
    void change(Webhook changed) {
        webhook = withVersion(changed, changed.version() + 1);
        wake();
    }

    /** It rests no longer. */
    void wake() {
        restUntil = Instant.MIN;
    }

    void call(Event event, Instant now) {
        calls.put(
                event.id(),
                new WebhookCall(
                        webhook.id(),
                        event,
                        WebhookCall.State.PENDING,
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(now)));
    }

    private Optional<WebhookCall> next() {
        return calls.values().stream().filter(call -> call.nextAt().isPresent()).min(BY_NEXT);
    }

    Optional<WebhookCall> due(Instant now) {
        boolean isFree = webhook.disabled().isEmpty() && !claimedUntil.isAfter(now) && !restUntil.isAfter(now);
        return next().filter(call -> isFree && !call.nextAt().orElseThrow().isAfter(now));
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

    boolean isClaimedBy(Due due) {
        return claim.equals(due.claim());
    }

    /** What a person changed meanwhile stays. */
    void finish(Webhook after, WebhookCall call, Instant rest) {
        claim = "";
        claimedUntil = Instant.MIN;
        restUntil = rest;
        calls.put(call.id(), call);
        boolean stops = webhook.disabled().isEmpty() && after.disabled().isPresent();
        webhook = new Webhook(
                webhook.id(),
                webhook.workspace(),
                webhook.url(),
                webhook.description(),
                webhook.types(),
                webhook.disabled().or(after::disabled),
                after.failures(),
                after.failingSince(),
                after.failedAt(),
                webhook.createdAt(),
                stops ? webhook.version() + 1 : webhook.version());
    }

    private static Webhook withVersion(Webhook webhook, long version) {
        return new Webhook(
                webhook.id(),
                webhook.workspace(),
                webhook.url(),
                webhook.description(),
                webhook.types(),
                webhook.disabled(),
                webhook.failures(),
                webhook.failingSince(),
                webhook.failedAt(),
                webhook.createdAt(),
                version);
    }
}
