package io.carillon.rest.internal.auth;

import io.carillon.rest.internal.body.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random secrets of 256 bits, of which only hashes are stored. */
public final class Secrets {

    private static final int BYTES = 32;

    private final RandomGenerator random;

    /** @param random cryptographically strong */
    public Secrets(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        return encode(BYTES);
    }

    /** Letters, digits, {@code -} and {@code _}, from so many random bytes. */
    public String encode(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    static String hash(String secret) {
        return Digests.sha256(secret);
    }

    /** Takes the same time wherever they differ. */
    static boolean matches(String secret, String hash) {
        return MessageDigest.isEqual(
                hash(secret).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
