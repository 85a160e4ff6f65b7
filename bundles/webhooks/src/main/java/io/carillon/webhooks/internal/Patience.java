package io.carillon.webhooks.internal;

import io.carillon.api.model.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How often a call is made, and how long a webhook is put up with. */
final class Patience {

    /** Between the tries, as Standard Webhooks suggests. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    /** A pause is longer by up to this part of it, so that what failed together does not come together. */
    private static final int JITTER = 5;

    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    /** Whoever has not answered for so long is called no more. */
    static final Duration END = Duration.ofDays(3);

    private final RandomGenerator random;

    Patience(RandomGenerator random) {
        this.random = random;
    }

    /**
     * When a call is made again.
     *
     * @param attempts how many have failed
     * @return absent if that was the last
     */
    Optional<Instant> next(int attempts, Instant now) {
        return attempts > PAUSES.size() ? Optional.empty() : Optional.of(now.plus(longer(PAUSES.get(attempts - 1))));
    }

    private Duration longer(Duration pause) {
        return pause.plusMillis(random.nextLong(pause.toMillis() / JITTER));
    }

    /** How long a webhook is left alone, whatever else is due: one that is away takes no time from the others. */
    Duration rest(Webhook webhook) {
        Duration rest = SHORTEST_REST.multipliedBy(1L << Math.min(webhook.failures() - 1, DOUBLINGS));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    boolean isAtItsEnd(Webhook webhook, Instant now) {
        return webhook.failingSince()
                .filter(since -> !since.plus(END).isAfter(now))
                .isPresent();
    }
}
