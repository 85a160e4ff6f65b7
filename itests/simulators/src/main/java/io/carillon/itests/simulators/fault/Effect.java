package io.carillon.itests.simulators.fault;

import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Turn;
import java.io.IOException;
import java.time.Duration;

/** What goes wrong with a call. */
@FunctionalInterface
public interface Effect {

    void on(Turn turn) throws IOException;

    /** Nothing goes wrong. */
    static Effect none() {
        return turn -> turn.send(turn.accept());
    }

    /** The network accepts nothing, and says this. */
    static Effect answering(Response response) {
        return turn -> turn.send(response);
    }

    /** The network accepts it, and answers late. */
    static Effect delaying(Duration delay) {
        return turn -> {
            Response response = turn.accept();
            turn.pause(delay);
            turn.send(response);
        };
    }

    /** The connection breaks before anything is accepted. */
    static Effect droppingBefore() {
        return turn -> {};
    }

    /** The lost answer: the network accepts it, and the connection breaks before it can say so. */
    static Effect droppingAfter() {
        return turn -> turn.accept();
    }

    /** The network accepts it, and answers byte by byte. */
    static Effect dripping(Duration pause) {
        return turn -> turn.drip(turn.accept(), pause);
    }

    /** The request is taken, accepted by nobody, and never answered. */
    static Effect hanging() {
        return turn -> turn.pause(Duration.ofDays(1));
    }
}
