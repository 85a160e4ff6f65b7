package io.carillon.itests.trust.network;

import java.util.Random;

/** What a network does to a request, drawn from a seed. */
enum Trouble {
    NONE,
    THROTTLED,
    ERROR_BEFORE,
    ERROR_AFTER,
    RESET_BEFORE,
    RESET_AFTER,
    TIMEOUT_AFTER,
    DRIP,
    SLOW;

    /** @param share of the requests that meet with trouble, 0 to 1 */
    static Trouble draw(Random random, double share) {
        boolean trouble = random.nextDouble() < share;
        int which = random.nextInt(values().length - 1);
        return trouble ? values()[1 + which] : NONE;
    }
}
