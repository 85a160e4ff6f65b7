package io.carillon.itests.trust;

/** The number from which everything that is left to chance is drawn; printed, and given to repeat a round. */
final class Seed {

    private Seed() {}

    static long draw() {
        long given = Long.getLong("carillon.trust.seed", 0);
        return given != 0 ? given : System.nanoTime();
    }
}
