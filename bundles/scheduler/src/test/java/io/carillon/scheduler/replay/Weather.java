package io.carillon.scheduler.replay;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What goes wrong, and when: drawn from a seed, so that each seed has its own kinds of trouble, most of it around what is
 * committed, marked and called.
 */
final class Weather {

    /** What becomes of a process at a moment. */
    enum Fate {
        GO,
        FAIL,
        DIE,
        PAUSE,
        SLOW
    }

    /** What a network makes of a request. */
    enum Answer {
        ACCEPTED,
        ACCEPTED_SLOWLY,
        THROTTLED,
        REFUSED_CONNECTION,
        REJECTED,
        NEEDS_RECONNECT,
        ERROR_BEFORE,
        ERROR_AFTER,
        RESET_BEFORE,
        RESET_AFTER,
        TIMEOUT_AFTER,
        RESET_THEN_ACCEPTED,
        HANGS_THEN_ACCEPTED,
        HANGS_AFTER,
        HANGS_THEN_REFUSED,
        RETURNS_NULL_AFTER,
        THROWS_AFTER,
        THROWS_BEFORE
    }

    private static final double[] LEVELS = {0, 0.004, 0.02, 0.06};

    private final RandomGenerator random;
    private final double fail;
    private final double die;
    private final double pause;
    private final double slow;
    private final double network;
    private boolean calm;

    Weather(long seed) {
        random = new Random(seed * 7919 + 1);
        fail = level();
        die = level();
        pause = level();
        slow = level();
        network = random.nextInt(4) * 0.2;
    }

    private double level() {
        return LEVELS[random.nextInt(LEVELS.length)];
    }

    /** From now on nothing goes wrong any more. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    Fate fate(String moment) {
        double weight = weight(moment);
        double drawn = random.nextDouble();
        if (calm) {
            return Fate.GO;
        }
        double limit = 0;
        for (Fate fate : Fate.values()) {
            limit += weight * chance(fate);
            if (drawn < limit) {
                return fate;
            }
        }
        return Fate.GO;
    }

    private double chance(Fate fate) {
        return switch (fate) {
            case GO -> 0;
            case FAIL -> fail;
            case DIE -> die;
            case PAUSE -> pause;
            case SLOW -> slow;
        };
    }

    /** Trouble is where something is decided; what only looks fails more rarely. */
    private static double weight(String moment) {
        if (moment.startsWith("nextWake") || moment.startsWith("expired") || moment.startsWith("parkAbsent")) {
            return 0.1;
        }
        return moment.startsWith("claim") ? 0.3 : 1;
    }

    Duration pause() {
        return switch (random.nextInt(3)) {
            case 0 -> between(1, 4_000);
            case 1 -> between(4_000, 40_000);
            default -> between(40_000, 400_000);
        };
    }

    Duration slowness() {
        return random.nextInt(4) > 0 ? between(1, 1_500) : between(1_500, 12_000);
    }

    Answer answer() {
        if (calm || random.nextDouble() >= network) {
            return Answer.ACCEPTED;
        }
        Answer[] all = Answer.values();
        return all[random.nextInt(all.length)];
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Duration between(long fromMillis, long toMillis) {
        return Duration.ofMillis(random.nextLong(fromMillis, toMillis));
    }
}
