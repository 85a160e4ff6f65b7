package io.carillon.api.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The places of one budget, as far as they matter to the next few: a place is free once the {@code posts}-th latest one,
 * past or to come, is a period ago. So no period ever holds more, and who comes later never goes first. Not thread-safe.
 */
public final class BudgetLine {

    private final Budget budget;
    private final int rank;
    /** The latest first. */
    private final List<Instant> known;

    /**
     * @param known places that are taken; of those that are, only so many later ones may be left out
     * @param later how many were left out, all of them later than or as late as those that are named; as many more can be
     *     taken as there are posts in the budget less these
     */
    public BudgetLine(Budget budget, Collection<Instant> known, int later) {
        this.budget = budget;
        rank = budget.posts() - later;
        this.known = new ArrayList<>(known);
        this.known.sort(Comparator.reverseOrder());
    }

    /** The earliest instant, not before the wanted one, at which there is room. */
    public Instant room(Instant wanted) {
        if (known.size() < rank) {
            return wanted;
        }
        Instant free = known.get(rank - 1).plus(budget.taken());
        return free.isAfter(wanted) ? free : wanted;
    }

    public void take(Instant at) {
        int found = Collections.binarySearch(known, at, Comparator.reverseOrder());
        known.add(found < 0 ? -found - 1 : found, at);
    }
}
