package io.carillon.rest.internal.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.carillon.rest.internal.problem.Violations;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Argon2id in PHC string format.
 *
 * <p>Of the parameters that OWASP holds to be equally strong these take the least memory: the library keeps a block of
 * that size for ever, and a server with little memory should not be felled by a few people who sign in at once.
 */
public final class Passwords {

    private static final int MEMORY_KIB = 7168;
    private static final int ITERATIONS = 5;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 4;

    /** What a person chooses has so many characters at least. */
    static final int MIN_LENGTH = 8;

    /** What is generated is made of so much chance: 20 characters. */
    static final int GENERATED_BYTES = 15;

    private static final int MAX_LENGTH = 1024;

    private final RandomGenerator random;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final String nobody;

    /** @param random cryptographically strong */
    public Passwords(RandomGenerator random) {
        this.random = random;
        // Only its parameters matter: the work that it takes to find that it does not match.
        nobody = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=" + LANES
                + "$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    }

    /** Says what is wrong with what somebody is to be known by, a user name too: that it is not there, or is no such thing. */
    static void requireSent(Violations violations, String field, String password) {
        if (password == null || password.isEmpty()) {
            violations.required(field, "Send your " + field + ".");
        } else if (password.length() > MAX_LENGTH) {
            tooLong(violations, field, password);
        }
    }

    /** Says what is wrong with a password that a person chooses. */
    static void requireNew(Violations violations, String field, String password) {
        if (password == null) {
            violations.required(field, "Choose a password of at least " + MIN_LENGTH + " characters.");
        } else if (password.length() < MIN_LENGTH) {
            violations.add(
                    field,
                    "min-length",
                    Integer.toString(MIN_LENGTH),
                    Integer.toString(password.length()),
                    "Choose a longer password: it needs at least " + MIN_LENGTH + " characters.");
        } else if (password.length() > MAX_LENGTH) {
            tooLong(violations, field, password);
        }
    }

    private static void tooLong(Violations violations, String field, String password) {
        violations.add(
                field,
                "max-length",
                Integer.toString(MAX_LENGTH),
                Integer.toString(password.length()),
                field + " has at most " + MAX_LENGTH + " characters.");
    }

    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID)
                .hash(password.getBytes(StandardCharsets.UTF_8), salt)
                .getResult();
    }

    /**
     * Checks a password; takes as long where there is no hash to check it against.
     *
     * @return empty if so many are being checked that this one must wait
     */
    Optional<Boolean> check(String password, Optional<String> hash) {
        return permitted(() -> {
            String stored = hash.orElse(nobody);
            boolean matches = Argon2Function.getInstanceFromHash(stored).check(password, stored);
            return matches && hash.isPresent();
        });
    }

    private <T> Optional<T> permitted(Supplier<T> work) {
        if (!permits.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            permits.release();
        }
    }
}
