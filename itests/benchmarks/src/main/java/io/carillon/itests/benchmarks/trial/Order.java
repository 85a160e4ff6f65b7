package io.carillon.itests.benchmarks.trial;

import io.carillon.itests.benchmarks.contender.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a trial is to do, as its process is told.
 *
 * @param inFlight how many calls may be under way; 0 for what the contender does by itself
 * @param fill what is to be stored beforehand; then there are no sessions, and nothing is measured
 * @param network the port of the slow network; 0 for one that answers at once
 * @param firstRun what tells this trial's items from those of others on the same database
 * @param idleSeconds how long it is measured doing nothing, after all sessions
 */
public record Order(
        String contender,
        Target target,
        int inFlight,
        Optional<Integer> fill,
        int network,
        int firstRun,
        int idleSeconds,
        List<Session> sessions) {

    private static final int FIXED = 9;

    public List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(
                contender,
                target.url(),
                target.user(),
                target.password(),
                target.folder().toString(),
                Integer.toString(inFlight),
                Integer.toString(fill.orElse(-1)),
                network + "/" + firstRun,
                Integer.toString(idleSeconds)));
        sessions.forEach(session -> all.add(session.toString()));
        return all;
    }

    static Order parse(String... arguments) {
        int fill = Integer.parseInt(arguments[6]);
        String[] numbers = arguments[7].split("/");
        return new Order(
                arguments[0],
                new Target(arguments[1], arguments[2], arguments[3], Path.of(arguments[4])),
                Integer.parseInt(arguments[5]),
                fill < 0 ? Optional.empty() : Optional.of(fill),
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]),
                Integer.parseInt(arguments[8]),
                Stream.of(arguments).skip(FIXED).map(Session::parse).toList());
    }
}
