package io.carillon.shell.internal;

import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;

/** A command that prints. */
abstract class Report implements Action {

    @Override
    public final Object execute() {
        print(System.out);
        return null;
    }

    /** Prints to the console, which is whatever {@code System.out} is while the command runs. */
    abstract void print(PrintStream out);
}
