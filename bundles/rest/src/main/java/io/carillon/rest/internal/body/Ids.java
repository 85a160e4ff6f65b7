package io.carillon.rest.internal.body;

import io.carillon.api.service.NotFoundException;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Identifiers in addresses and new ones. */
public final class Ids {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 10;

    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new one that sorts by time: the prefix, {@code _}, 10 digits of time and 10 random ones, in base 32. */
    public String next(String prefix) {
        StringBuilder text = new StringBuilder(prefix).append('_');
        long millis = clock.millis();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            text.append(ALPHABET.charAt((int) (millis >>> (5 * digit)) & 31));
        }
        random.ints(RANDOM_DIGITS, 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));
        return text.toString();
    }

    /** @throws NotFoundException if the text cannot be an identifier at all: then there is no such thing */
    public static <T> T parse(String kind, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(kind, text);
        }
    }
}
