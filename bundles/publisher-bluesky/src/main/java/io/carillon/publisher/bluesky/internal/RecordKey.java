package io.carillon.publisher.bluesky.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * The key under which a record is stored: a TID, that is 53 bits of microseconds and 10 bits that tell equal moments
 * apart, in 13 characters that sort by time. What is finer than a second is taken from the idempotency key, so that the
 * same send has the same record key, and another one at the same second has another.
 *
 * @see <a href="https://atproto.com/specs/tid">TID</a>
 */
final class RecordKey {

    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;
    private static final int CLOCK_ID_BITS = 10;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private RecordKey() {}

    /** @param moment to which the key belongs, not before 1970 */
    static String of(Instant moment, String idempotencyKey) {
        long unique = hash(idempotencyKey);
        long micros = moment.getEpochSecond() * MICROS_PER_SECOND + Long.remainderUnsigned(unique, MICROS_PER_SECOND);
        long clockId = Long.divideUnsigned(unique, MICROS_PER_SECOND) & ((1 << CLOCK_ID_BITS) - 1);
        long value = micros << CLOCK_ID_BITS | clockId;
        StringBuilder key = new StringBuilder(LENGTH);
        for (int shift = (LENGTH - 1) * 5; shift >= 0; shift -= 5) {
            key.append(ALPHABET.charAt((int) (value >>> shift) & 31));
        }
        return key.toString();
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
