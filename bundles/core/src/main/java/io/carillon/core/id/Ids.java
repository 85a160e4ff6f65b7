package io.carillon.core.id;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.WebhookId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers: a prefix that tells the kind, and 26 characters of Crockford base 32 laid out as a ULID, that is 48
 * bits of milliseconds and 80 random bits. Those of one instance grow strictly, even within a millisecond and when the
 * clock steps back; those of several instances sort by their clocks and do not collide. They are no secrets.
 *
 * <p>Safe for use by many threads; the random generator is used by one thread at a time.
 */
public final class Ids {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;
    private static final int BITS_PER_CHARACTER = 5;
    private static final int RANDOM_HIGH_BITS = 16;
    private static final long RANDOM_HIGH_MASK = (1L << RANDOM_HIGH_BITS) - 1;

    private final Clock clock;
    private final RandomGenerator random;

    // As a number of 128 bits: 48 of time and 16 random ones, then 64 random ones.
    private long high = -1;
    private long low;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    public PostId newPostId() {
        return new PostId("p_" + next());
    }

    public DeliveryId newDeliveryId() {
        return new DeliveryId("d_" + next());
    }

    public AttemptId newAttemptId() {
        return new AttemptId("t_" + next());
    }

    public MediaId newMediaId() {
        return new MediaId("m_" + next());
    }

    public AccountId newAccountId() {
        return new AccountId("a_" + next());
    }

    public WebhookId newWebhookId() {
        return new WebhookId("h_" + next());
    }

    public IdempotencyKey newIdempotencyKey() {
        return new IdempotencyKey(next(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private synchronized String next() {
        long now = clock.millis();
        if (high < 0 || now > high >>> RANDOM_HIGH_BITS) {
            high = now << RANDOM_HIGH_BITS | random.nextLong() & RANDOM_HIGH_MASK;
            low = random.nextLong();
        } else {
            low++;
            if (low == 0) {
                high++;
            }
        }
        return encode(high, low);
    }

    private static String encode(long high, long low) {
        char[] text = new char[LENGTH];
        long upper = high;
        long lower = low;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (lower & 31)];
            lower = lower >>> BITS_PER_CHARACTER | upper << Long.SIZE - BITS_PER_CHARACTER;
            upper >>>= BITS_PER_CHARACTER;
        }
        return new String(text);
    }
}
