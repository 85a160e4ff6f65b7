package io.carillon.itests.benchmarks.contender;

import java.time.Instant;

/**
 * Something that falls due.
 *
 * @param run which part of the benchmark it belongs to; 0 is what is only stored
 * @param index its number in there
 */
public record Item(int run, int index, Instant due) {

    /** Ids of a run are next to each other, and as long as Carillon's own are. */
    String id(String prefix) {
        return start(prefix, run) + String.format("%020d", index);
    }

    /** What the ids of a run begin with. */
    static String start(String prefix, int run) {
        return prefix + "_" + String.format("%06d", run);
    }

    /** Whether the item with this id belongs to a run. */
    public static boolean isOf(int run, String id) {
        return id.startsWith(String.format("%06d", run), id.indexOf('_') + 1);
    }

    /** The index of the item with this id. */
    public static int index(String id) {
        return Integer.parseInt(id.substring(id.length() - 9));
    }
}
