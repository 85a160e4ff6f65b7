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

    /** Whoever asks for more has made a mistake, or nobody would ever notice. */
    private static final Duration LONGEST_WISH = Duration.ofDays(1);

    /** A call that failed is made again before, unless that was its last try; with some time to wait for its turn. */
    private static final Duration LONGEST_PAUSE = LONGEST_WISH.plusHours(1);

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
     * @param quiet until when its webhook is left alone
     * @return absent if that was the last
     */
    Optional<Instant> next(int attempts, Instant quiet, Instant now) {
        return attempts > PAUSES.size()
                ? Optional.empty()
                : Optional.of(later(now.plus(longer(PAUSES.get(attempts - 1))), quiet));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Duration longer(Duration pause) {
        return pause.plusMillis(random.nextLong(pause.toMillis() / JITTER));
    }

    /**
     * Until when a webhook is left alone, whatever else is due: one that is away takes no time from the others, and one that
     * asks for a pause has it.
     *
     * @param wish before when it does not want to be called, where it says so; kept for a day at most
     */
    Instant restUntil(Webhook webhook, Optional<Instant> wish, Instant now) {
        Duration usual = SHORTEST_REST.multipliedBy(1L << Math.min(webhook.failures() - 1, DOUBLINGS));
        Instant own = now.plus(usual.compareTo(LONGEST_REST) < 0 ? usual : LONGEST_REST);
        Instant longest = now.plus(LONGEST_WISH);
        return wish.map(at -> later(own, at.isBefore(longest) ? at : longest)).orElse(own);
    }

    /**
     * A webhook after a call that failed. What failed before nobody called it for long is not held against it: it may have been
     * well meanwhile.
     */
    Webhook failed(Webhook webhook, Instant now) {
        boolean goesOn = webhook.failedAt()
                .filter(last -> !last.plus(LONGEST_PAUSE).isBefore(now))
                .isPresent();
        return (goesOn ? webhook : webhook.enabled()).failed(now);
    }

    boolean isAtItsEnd(Webhook webhook, Instant now) {
        return webhook.failingSince()
                .filter(since -> !since.plus(END).isAfter(now))
                .isPresent();
    }
}
