package io.carillon.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Kind;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.observe.DispatchObserver.StoreCall;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchMetersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Map<String, String> X = Map.of("network", "x");

    private final Meters meters = new Meters();
    private final DispatchMeters dispatch = new DispatchMeters(meters);

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void latenessIsAHistogramPerNetworkFromATenthOfAMillisecondOn() {
        dispatch.entered(Platform.X, 60_000);
        dispatch.entered(Platform.X, 150_000);
        dispatch.entered(Platform.X, Duration.ofSeconds(3).toNanos());
        dispatch.entered(Platform.BLUESKY, 1);

        Scrape scrape = Scrape.of(meters);
        assertThat(scrape.atMost("carillon_publish_lateness_seconds", X, 0.0001))
                .isEqualTo(1);
        assertThat(scrape.atMost("carillon_publish_lateness_seconds", X, 0.0002))
                .isEqualTo(2);
        assertThat(scrape.atMost("carillon_publish_lateness_seconds", X, 1)).isEqualTo(2);
        assertThat(scrape.atMost("carillon_publish_lateness_seconds", X, 5)).isEqualTo(3);
        assertThat(scrape.histogram("carillon_publish_lateness_seconds", X).getSampleCount())
                .isEqualTo(3);
        assertThat(scrape.histogram("carillon_publish_lateness_seconds", X).getSampleSum())
                .isBetween(3.0002, 3.0003);
    }

    @Test
    void outcomesAreCountedByKindAndRetriesByTheirReason() {
        dispatch.settled(List.of(
                settlement(DeliveryState.PUBLISHED, Kind.PUBLISH, Result.PUBLISHED, Optional.empty()),
                settlement(DeliveryState.PUBLISHED, Kind.PUBLISH, Result.PUBLISHED, Optional.empty()),
                settlement(DeliveryState.RETRYING, Kind.PUBLISH, Result.THROTTLED, Optional.of(NOW)),
                settlement(DeliveryState.FAILED, Kind.PUBLISH, Result.UNAVAILABLE, Optional.empty())));

        Scrape scrape = Scrape.of(meters);
        assertThat(attempts(scrape, "publish", "published")).isEqualTo(2);
        assertThat(attempts(scrape, "publish", "throttled")).isEqualTo(1);
        assertThat(attempts(scrape, "publish", "unavailable")).isEqualTo(1);
        assertThat(scrape.count("carillon_retries_total", Map.of("network", "x", "why", "throttled")))
                .isEqualTo(1);
        assertThat(scrape.find("carillon_retries_total", Map.of("network", "x", "why", "unavailable")))
                .isEmpty();
        assertThat(scrape.histogram("carillon_publish_call_seconds", X).getSampleCount())
                .isEqualTo(4);
        assertThat(scrape.atMost("carillon_publish_call_seconds", X, 0.25)).isEqualTo(4);
        assertThat(scrape.atMost("carillon_publish_call_seconds", X, 0.1)).isZero();
    }

    private static double attempts(Scrape scrape, String kind, String outcome) {
        return scrape.count("carillon_attempts_total", Map.of("network", "x", "kind", kind, "outcome", outcome));
    }

    @Test
    void doubtsAreCountedWhenTheyAriseAndWhenTheyEnd() {
        dispatch.settled(List.of(
                settlement(DeliveryState.IN_DOUBT, Kind.PUBLISH, Result.INDETERMINATE, Optional.of(NOW)),
                settlement(DeliveryState.IN_DOUBT, Kind.PUBLISH, Result.INDETERMINATE, Optional.of(NOW)),
                settlement(DeliveryState.IN_DOUBT, Kind.RECONCILE, Result.UNKNOWN, Optional.of(NOW)),
                settlement(DeliveryState.PUBLISHED, Kind.RECONCILE, Result.PUBLISHED, Optional.empty()),
                settlement(DeliveryState.IN_DOUBT, Kind.RECONCILE, Result.UNKNOWN, Optional.empty())));

        Scrape scrape = Scrape.of(meters);
        assertThat(scrape.count("carillon_doubts_raised_total", X)).isEqualTo(2);
        assertThat(scrape.count("carillon_doubts_held_total", X)).isEqualTo(1);
        assertThat(scrape.count("carillon_doubts_settled_total", Map.of("network", "x", "outcome", "published")))
                .isEqualTo(1);
    }

    @Test
    void storeCallsAreTimedAndTheirBatchesMeasured() {
        dispatch.stored(StoreCall.CLAIM, 500, Duration.ofMillis(20).toNanos());
        dispatch.stored(StoreCall.SETTLE, 3, Duration.ofMillis(2).toNanos());
        dispatch.stored(StoreCall.CLAIM, 0, Duration.ofMillis(1).toNanos());

        Scrape scrape = Scrape.of(meters);
        Map<String, String> claim = Map.of("operation", "claim");
        assertThat(scrape.atMost("carillon_store_seconds", claim, 0.005)).isEqualTo(1);
        assertThat(scrape.atMost("carillon_store_seconds", claim, 0.025)).isEqualTo(2);
        assertThat(scrape.atMost("carillon_store_rows", claim, 250)).isEqualTo(1);
        assertThat(scrape.histogram("carillon_store_rows", Map.of("operation", "settle"))
                        .getSampleSum())
                .isEqualTo(3);
    }

    @Test
    void visitsToPrepareAreTimedByWhatTheyCameTo() {
        dispatch.prepared(Platform.X, Result.PREPARED, Duration.ofSeconds(7).toNanos());

        assertThat(Scrape.of(meters)
                        .atMost("carillon_prepare_seconds", Map.of("network", "x", "outcome", "prepared"), 10))
                .isEqualTo(1);
    }

    private static Settlement settlement(DeliveryState state, Kind kind, Result result, Optional<Instant> wakeAt) {
        Delivery delivery = delivery().toBuilder().state(state).wakeAt(wakeAt).build();
        Attempt attempt = new Attempt(
                new AttemptId("t_1"),
                delivery.id(),
                kind,
                1,
                "node",
                NOW,
                Optional.of(NOW),
                Optional.of(NOW.plusMillis(200)),
                result,
                "detail");
        return new Settlement(attempt.id(), delivery, Optional.of(attempt), Optional.empty(), true);
    }

    private static Delivery delivery() {
        Account account = Account.of(Platform.X, "@x", "X", Grant.none());
        Post post = Post.to(account).caption("caption").build();
        StoredPost stored = new StoredPost(new PostId("p_1"), Workspace.DEFAULT_ID, 1, post, NOW, NOW);
        return Delivery.scheduled(
                new DeliveryId("d_1"), stored, account, NOW, new IdempotencyKey("key", NOW), Preparation.NONE, NOW);
    }
}
