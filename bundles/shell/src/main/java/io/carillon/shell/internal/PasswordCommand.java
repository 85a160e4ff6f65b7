package io.carillon.shell.internal;

import io.carillon.api.service.People;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code carillon:password}. */
@Service
@Command(scope = "carillon", name = "password", description = "Gives somebody a new password who has lost theirs")
public final class PasswordCommand extends Report {

    @Reference
    People people;

    @Argument(name = "user", description = "The user name", required = true)
    String user;

    @Override
    void print(PrintStream out) {
        out.println("The new password of " + Texts.cell(user, 100) + " is: " + people.resetPassword(user));
        out.println("It is shown this once. All their sessions have ended, their tokens stay. They can change it:"
                + " PUT /api/v1/session/password.");
    }
}
