package io.carillon.persistence.internal.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Splits long lists of ids: databases plan badly for very long ones, and each length is a statement of its own. */
public final class Chunks {

    private static final int SIZE = 100;

    private Chunks() {}

    /** Distinct, in order, in lists of at most a hundred. */
    public static <T> List<List<T>> of(Collection<T> items) {
        List<T> distinct = new ArrayList<>(new LinkedHashSet<>(items));
        List<List<T>> chunks = new ArrayList<>();
        for (int start = 0; start < distinct.size(); start += SIZE) {
            chunks.add(distinct.subList(start, Math.min(distinct.size(), start + SIZE)));
        }
        return chunks;
    }
}
