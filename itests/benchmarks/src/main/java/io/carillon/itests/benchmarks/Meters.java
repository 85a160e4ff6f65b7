package io.carillon.itests.benchmarks;

/** Reads, while a trial runs, what its own process can't see. */
@FunctionalInterface
interface Meters {

    /** @param moment what the readings are filed under */
    void read(String moment, Figures into);
}
