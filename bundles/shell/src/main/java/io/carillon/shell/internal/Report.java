package io.carillon.shell.internal;

import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;

/** A command that prints. */
abstract class Report implements Action {

    @Override
    public final Object execute() {
        try {
            print(System.out);
        } catch (Refusal
                | NotFoundException
                | ConflictException
                | InvalidException
                | UnavailableException
                | StaleException
                | StoreException e) {
            // An exception would put its stack trace on the console before its sentence.
            System.err.println(e.getMessage());
        }
        return null;
    }

    /** Prints to the console, which is whatever {@code System.out} is while the command runs. */
    abstract void print(PrintStream out);
}
