package io.carillon.core.internal.queue;

import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Publishers;
import java.time.Duration;
import java.time.Instant;

/** When the engine first has to touch what is due then, and whether there is something to prepare. */
public final class WakePlan {

    /**
     * How long ahead a delivery is first looked at while nobody can tell its network's prepare window. A publisher that
     * comes by then finds time to prepare; one that prepares nothing says so in an instant; without one it is seen to
     * wait before it is late.
     */
    public static final Duration WINDOW_WITHOUT_PUBLISHER = Duration.ofMinutes(2);

    private final Publishers publishers;

    public WakePlan(Publishers publishers) {
        this.publishers = publishers;
    }

    /** What there is to do, and from when on. */
    public record Plan(Preparation preparation, Instant wakeAt) {}

    /** @param uploadBytes what its network has to have before it is due */
    public Plan plan(Platform platform, long uploadBytes, Instant due, Instant now) {
        Duration window = window(platform);
        if (window.isZero()) {
            return new Plan(Preparation.NONE, due.isBefore(now) ? now : due);
        }
        Instant wakeAt = due.minus(window);
        if (uploadBytes > 0) {
            wakeAt = wakeAt.minus(publishers.pace().expected(platform, uploadBytes));
        }
        return new Plan(Preparation.PENDING, wakeAt.isBefore(now) ? now : wakeAt);
    }

    Duration window(Platform platform) {
        return publishers.profile(platform).map(PublisherProfile::prepareWindow).orElse(WINDOW_WITHOUT_PUBLISHER);
    }
}
