package io.carillon.itests.trust.publisher.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.ErrorReader;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Outcomes;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Publishes to one of the networks that keep receipts, as an honest integrator would; unless it is told to break the rule
 * that matters, to show that this is noticed.
 */
abstract class ReceiptPublisher implements Publisher {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** How long after its start a call may still take effect, and a little more. */
    private static final Duration SETTLED = DEADLINE.plusSeconds(6);

    private final PublisherProfile profile;
    private final URI posts;
    private final NetworkClient client;

    /** Whether every doubt is taken for a failure, so that what may be there is simply sent again. */
    private final boolean hasty = Boolean.parseBoolean(System.getenv("CARILLON_TRUST_RETRIES_DOUBTS"));

    private final Outcomes outcomes = new Outcomes(Clock.systemUTC(), ErrorReader.byStatus());

    ReceiptPublisher(String network, DoubtClass doubt, NetworkClient client) {
        this.client = client;
        posts = URI.create(System.getenv("CARILLON_TRUST_NETWORK") + "/" + network + "/posts");
        profile = PublisherProfile.builder(new Platform(network), network, TextRule.of(500, Counting.CODE_POINTS))
                .doubt(doubt)
                .callDeadline(DEADLINE)
                .connect(ConnectMethod.none())
                .build();
    }

    @Override
    public PublisherProfile profile() {
        return profile;
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        NetworkRequest request = NetworkRequest.post(posts)
                .header("Idempotency-Key", context.key().value())
                .bytes("text/plain", context.message().text().getBytes(StandardCharsets.UTF_8))
                .build();
        PublishOutcome outcome = outcomes.publish(
                client.send(request, context.deadline()),
                reply -> Published.of(reply.text("/id"), URI.create(reply.text("/url")), reply.sentAt()));
        return hasty && outcome instanceof Indeterminate lost ? new Unavailable(lost.reason()) : outcome;
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        if (hasty) {
            return new ReconcileOutcome.Absent();
        }
        return switch (profile.doubt()) {
            case KEYED, PROBE -> new ReconcileOutcome.RepeatSafe();
            case NONE -> new ReconcileOutcome.Unknown("This network cannot be asked.");
            case READABLE -> look(context, attempt);
        };
    }

    private ReconcileOutcome look(PublishContext context, PastAttempt attempt) {
        String text = URLEncoder.encode(context.message().text(), StandardCharsets.UTF_8);
        NetworkRequest request =
                NetworkRequest.get(URI.create(posts + "?" + text)).build();
        return outcomes.reconcile(client.send(request, context.deadline()), reply -> {
            String id = reply.json().path("id").asText();
            Instant settled = attempt.startedAt().plus(SETTLED);
            if (!id.isEmpty()) {
                return new ReconcileOutcome.Found(Published.of(id, URI.create(reply.text("/url")), attempt.startedAt())
                        .publication());
            }
            return Instant.now().isBefore(settled)
                    ? new ReconcileOutcome.AskAgain(settled, "It may still appear.")
                    : new ReconcileOutcome.Absent();
        });
    }
}
