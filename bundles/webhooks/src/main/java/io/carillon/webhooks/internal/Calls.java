package io.carillon.webhooks.internal;

import io.carillon.api.model.Webhook;
import io.carillon.api.model.Webhook.Reason;
import io.carillon.api.model.WebhookCall;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Vault;
import io.carillon.api.store.WebhookStore;
import io.carillon.api.store.WebhookStore.Due;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes calls that are due, and says what came of them. Safe for many threads. */
final class Calls {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int GONE = 410;

    private final WebhookStore store;
    private final Vault vault;
    private final GuardedHttp http;
    private final Patience patience;
    private final Clock clock;

    Calls(WebhookStore store, Vault vault, GuardedHttp http, Patience patience, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.http = http;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Blocks until the call is over; an interrupt leaves it to be made by somebody else.
     *
     * @throws IllegalStateException if only another server can open its secret: that makes it once the claim has ended
     */
    void make(Due due) {
        Webhook webhook = due.webhook();
        Optional<String> secret = vault.open(webhook.workspace(), webhook.id().value(), due.secret());
        if (secret.isEmpty()) {
            Instant now = clock.instant();
            store.finish(due, webhook.disabled(Reason.SECRET_LOST, now), due.call(), now);
            return;
        }
        GuardedHttp.Result result =
                http.send(request(due, secret.get()), clock.instant().plus(LONGEST));
        Instant now = clock.instant();
        boolean isInterrupted = Thread.interrupted();
        if (result instanceof GuardedHttp.Reply reply) {
            answered(due, reply, now);
        } else if (isInterrupted) {
            store.finish(due, webhook, due.call(), now);
        } else {
            failed(due, Optional.empty(), reason(result), Optional.empty(), now);
        }
    }

    private GuardedHttp.Request request(Due due, String secret) {
        String id = due.call().id();
        String payload = Payload.of(due.call().event());
        long timestamp = clock.instant().getEpochSecond();
        return new GuardedHttp.Request(
                "POST",
                due.webhook().url(),
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(timestamp),
                        "webhook-signature",
                        Signature.of(secret, id, timestamp, payload)),
                Optional.of(payload),
                Set.of(secret));
    }

    private static String reason(GuardedHttp.Result result) {
        return result instanceof GuardedHttp.NotSent notSent ? notSent.reason() : ((GuardedHttp.Lost) result).reason();
    }

    private void answered(Due due, GuardedHttp.Reply reply, Instant now) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            store.finish(due, due.webhook().succeeded(), due.call().delivered(status, now), now);
        } else if (status == GONE) {
            Webhook gone = due.webhook().failed(now).disabled(Reason.GONE, now);
            String why = "It answered 410: nobody wants these calls any more.";
            store.finish(due, gone, due.call().failed(Optional.of(status), why, now, Optional.empty()), now);
        } else if (status >= 300 && status < 400) {
            failed(
                    due,
                    Optional.of(status),
                    "It answered " + status + "; redirects are not followed.",
                    reply.retryAt(),
                    now);
        } else {
            failed(due, Optional.of(status), "It answered " + status + ".", reply.retryAt(), now);
        }
    }

    /** @param wish before when the receiver does not want to be called again, where it says so */
    private void failed(Due due, Optional<Integer> status, String why, Optional<Instant> wish, Instant now) {
        Webhook failed = patience.failed(due.webhook(), now);
        Webhook after = patience.isAtItsEnd(failed, now) ? failed.disabled(Reason.FAILING, now) : failed;
        Instant quiet = patience.restUntil(failed, wish, now);
        WebhookCall call =
                due.call().failed(status, why, now, patience.next(due.call().attempts() + 1, quiet, now));
        store.finish(due, after, call, quiet);
    }
}
