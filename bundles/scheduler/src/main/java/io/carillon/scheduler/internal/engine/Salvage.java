package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Stores what came of orphans, in ever smaller batches where the store fails, so that one that it cannot take holds up
 * neither the others nor the engine. Used by the dispatcher alone.
 */
final class Salvage {

    /** After so many failures it is not the store that is in trouble. */
    private static final int TRIES = 3;

    private final Function<Orphan, Settlement> verdict;
    private final Function<Orphan, Settlement> doubt;
    private final Function<List<Settlement>, Set<AttemptId>> store;
    private final Map<AttemptId, Integer> failures = new HashMap<>();
    private final Set<AttemptId> leftOut = new HashSet<>();
    private volatile String problem = "";
    private boolean failedBefore;
    private Optional<RuntimeException> trouble = Optional.empty();

    /**
     * @param verdict what came of it
     * @param doubt instead, where that cannot be stored
     */
    Salvage(
            Function<Orphan, Settlement> verdict,
            Function<Orphan, Settlement> doubt,
            Function<List<Settlement>, Set<AttemptId>> store) {
        this.verdict = verdict;
        this.doubt = doubt;
        this.store = store;
    }

    /**
     * Settles orphans, and leaves out those that the store does not take however often it is tried.
     *
     * @return those that were settled; somebody else may have taken the others over
     * @throws RuntimeException if the store is in trouble, once all that it takes is stored; to be called again then
     */
    Set<AttemptId> settle(List<Orphan> orphans) {
        failedBefore = false;
        trouble = Optional.empty();
        Set<AttemptId> settled = tried(orphans);
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        return settled;
    }

    private Set<AttemptId> tried(List<Orphan> orphans) {
        try {
            return stored(orphans, verdict);
        } catch (RuntimeException e) {
            return orphans.size() == 1 ? alone(orphans.get(0), e) : inHalves(orphans);
        }
    }

    private Set<AttemptId> inHalves(List<Orphan> orphans) {
        int half = orphans.size() / 2;
        Set<AttemptId> settled = new HashSet<>(tried(orphans.subList(0, half)));
        settled.addAll(tried(orphans.subList(half, orphans.size())));
        return settled;
    }

    private Set<AttemptId> stored(List<Orphan> orphans, Function<Orphan, Settlement> judge) {
        Set<AttemptId> settled = store.apply(orphans.stream().map(judge).toList());
        failedBefore = false;
        orphans.stream().map(Orphan::attempt).forEach(attempt -> {
            failures.remove(attempt);
            leftOut.remove(attempt);
        });
        tell("");
        return settled;
    }

    private Set<AttemptId> alone(Orphan orphan, RuntimeException cause) {
        if (failedBefore) {
            // Two in a row are no accident: the store takes nothing at all.
            throw cause;
        }
        if (failures.merge(orphan.attempt(), 1, Integer::sum) < TRIES) {
            failedBefore = true;
            trouble = Optional.of(cause);
            return Set.of();
        }
        try {
            return stored(List.of(orphan), doubt);
        } catch (RuntimeException e) {
            failedBefore = true;
            leftOut.add(orphan.attempt());
            tell(String.valueOf(e.getMessage()));
            return Set.of();
        }
    }

    private void tell(String why) {
        problem = leftOut.isEmpty()
                ? ""
                : "Of what was being sent when a server stopped, " + leftOut.size()
                        + " cannot be settled, since the database does not take what came of it: " + why;
    }

    /** Whether there are some that the store does not take. */
    boolean leavesSomeOut() {
        return !leftOut.isEmpty();
    }

    /** What to say of those that were left out; empty if none were. */
    String problem() {
        return problem;
    }
}
