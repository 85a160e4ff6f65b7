package io.carillon.itests.benchmarks;

import io.carillon.itests.benchmarks.trial.Session;

/** A run counts only if everything was published once and is stored. */
final class Checks {

    private Checks() {}

    /**
     * @return the figures, of a contender that may be behind: that is what is measured
     * @throws IllegalStateException if something was published twice, or by Carillon not at all
     */
    static Figures complete(Figures figures, String contender, Session... sessions) {
        for (Session session : sessions) {
            double done = figures.get(session.name() + ".done");
            double unfinished = figures.get(session.name() + ".unfinished");
            double twice = figures.get(session.name() + ".twice");
            boolean complete = done == session.count() && unfinished == 0;
            if (twice > 0 || contender.equals(Race.CARILLON) && !complete) {
                throw new IllegalStateException(String.format(
                        "The run of %s is void: of %d posts, %.0f were published, %.0f of them twice, and %.0f are not"
                                + " stored as published",
                        contender, session.count(), done, twice, unfinished));
            }
            if (!complete) {
                Progress.say("%s did %.0f of %,d in time", contender, done, session.count());
            }
        }
        return figures;
    }
}
