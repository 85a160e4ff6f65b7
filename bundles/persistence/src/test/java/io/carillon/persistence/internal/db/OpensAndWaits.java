package io.carillon.persistence.internal.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that holds a database open until it is killed. */
final class OpensAndWaits {

    static final String OPEN = "open";

    private OpensAndWaits() {}

    public static void main(String[] arguments) throws IOException {
        Database.open(DatabaseSettings.inFolder(Path.of(arguments[0])), List.of());
        System.out.println(OPEN);
        System.in.read();
    }
}
