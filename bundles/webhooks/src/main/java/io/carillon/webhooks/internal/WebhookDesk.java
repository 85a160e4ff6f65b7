package io.carillon.webhooks.internal;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Vault;
import io.carillon.api.service.Webhooks;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.WebhookStore;
import io.carillon.core.id.Ids;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Webhooks as people make and change them. */
@Component(service = Webhooks.class)
public final class WebhookDesk implements Webhooks {

    static final int MOST = 20;

    private final WebhookStore store;
    private final Vault vault;
    private final GuardedHttp http;
    private final Clock clock;
    private final RandomGenerator random;
    private final Ids ids;

    @Activate
    public WebhookDesk(@Reference WebhookStore store, @Reference Vault vault, @Reference GuardedHttp http) {
        this(store, vault, http, Clock.systemUTC(), new SecureRandom());
    }

    /** @param random cryptographically strong */
    public WebhookDesk(WebhookStore store, Vault vault, GuardedHttp http, Clock clock, RandomGenerator random) {
        this.store = store;
        this.vault = vault;
        this.http = http;
        this.clock = clock;
        this.random = random;
        ids = new Ids(clock, random);
    }

    /** What a person asks for, checked. */
    private record Checked(URI url, String description, Set<EventType> events) {}

    @Override
    public Created create(WorkspaceId workspace, Wish wish) {
        WishCheck check = new WishCheck(http);
        Optional<URI> url = check.url(wish.url().orElse(""));
        Checked checked = checked(check, url, wish, "", Set.of());
        Webhook made = new Webhook(
                ids.newWebhookId(),
                workspace,
                checked.url(),
                checked.description(),
                checked.events(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                now(),
                1);
        Webhook webhook = switched(made, wish.active());
        String secret = Signature.newSecret(random);
        if (!store.add(webhook, vault.seal(workspace, webhook.id().value(), secret), MOST)) {
            throw new ConflictException(
                    "too-many-webhooks", "A workspace has at most " + MOST + " webhooks. Remove one first.");
        }
        return new Created(webhook, secret);
    }

    private static Checked checked(
            WishCheck check, Optional<URI> url, Wish wish, String description, Set<EventType> events) {
        String newDescription = wish.description().map(check::description).orElse(description);
        Set<EventType> newEvents = wish.events().map(check::events).orElse(events);
        if (!check.violations().isEmpty()) {
            throw new InvalidException(check.violations());
        }
        return new Checked(url.orElseThrow(), newDescription, newEvents);
    }

    private Webhook switched(Webhook webhook, Optional<Boolean> active) {
        if (active.isEmpty() || active.get() == webhook.disabled().isEmpty()) {
            return webhook;
        }
        return active.get() ? webhook.enabled() : webhook.disabled(Webhook.Reason.BY_PERSON, now());
    }

    @Override
    public List<Webhook> list(WorkspaceId workspace) {
        return store.list(workspace);
    }

    @Override
    public Webhook get(WorkspaceId workspace, WebhookId id) {
        return store.find(workspace, id).orElseThrow(() -> new NotFoundException("webhook", id));
    }

    @Override
    public Webhook change(WorkspaceId workspace, WebhookId id, Wish wish) {
        Webhook before = get(workspace, id);
        WishCheck check = new WishCheck(http);
        Optional<URI> url = wish.url().map(check::url).orElse(Optional.of(before.url()));
        Checked checked = checked(check, url, wish, before.description(), before.types());
        Webhook after = before.with(checked.url(), checked.description(), checked.events());
        store.update(switched(after, wish.active()));
        return get(workspace, id);
    }

    @Override
    public void remove(WorkspaceId workspace, WebhookId id) {
        if (!store.remove(workspace, id)) {
            throw new NotFoundException("webhook", id);
        }
    }

    @Override
    public Page<WebhookCall> calls(WorkspaceId workspace, WebhookId id, PageRequest page) {
        get(workspace, id);
        return store.calls(workspace, id, page);
    }

    @Override
    public WebhookCall replay(WorkspaceId workspace, WebhookId id, String call) {
        if (get(workspace, id).disabled().isPresent()) {
            throw new ConflictException(
                    "webhook-disabled", "This webhook is disabled. Enable it first: PATCH it with {\"active\": true}.");
        }
        return store.replay(workspace, id, call, now()).orElseThrow(() -> new NotFoundException("call", call));
    }

    /** As exact as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
