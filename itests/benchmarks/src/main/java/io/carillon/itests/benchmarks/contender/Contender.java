package io.carillon.itests.benchmarks.contender;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A scheduler that is measured. */
public interface Contender {

    /** Makes its tables in an empty database. */
    void makeTables(Target target) throws SQLException;

    /** Stores what falls due, past the scheduler; while it doesn't run. */
    void store(Connection connection, List<Item> items) throws SQLException;

    /** The tables that grow with what is stored. */
    List<String> tables();

    /** How many of a run are not yet durably done. */
    int unfinished(Connection connection, int run) throws SQLException;

    /**
     * Removes what is left of a run that was not done in time, so that the next one does not begin with it; while the
     * scheduler doesn't run. A run that Carillon has not finished is void.
     */
    default void forget(Connection connection, int run) throws SQLException {}

    /** Opens the database as the scheduler uses it, and starts nothing yet. */
    Service open(Target target, int inFlight) throws Exception;

    /** What is there before the scheduler itself: its stores, its connections. */
    interface Service extends AutoCloseable {

        /** Starts publishing. */
        Engine start(Receiver receiver) throws Exception;

        @Override
        void close();
    }

    /** The scheduler at work. */
    @FunctionalInterface
    interface Engine {

        void stop() throws Exception;
    }

    /** The network's side: told of every call. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes a post, or as long as a network takes.
         *
         * @param id of the item
         */
        void receive(String id) throws Exception;
    }

    /** The contenders by name. */
    static Contender named(String name) {
        return switch (name) {
            case "carillon" -> new CarillonContender();
            case "db-scheduler" -> new DbSchedulerContender();
            case "quartz" -> new QuartzContender();
            default -> throw new IllegalArgumentException("There is no contender " + name);
        };
    }
}
