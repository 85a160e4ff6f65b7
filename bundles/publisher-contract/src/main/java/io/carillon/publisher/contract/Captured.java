package io.carillon.publisher.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged while it is open, on every level; SLF4J arrives here by slf4j-jdk14. */
final class Captured extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final StringBuffer text = new StringBuffer();

    private Captured() {
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
    }

    static Captured open() {
        Captured captured = new Captured();
        captured.root.addHandler(captured);
        captured.root.setLevel(Level.ALL);
        return captured;
    }

    @Override
    public void publish(LogRecord logged) {
        text.append(getFormatter().formatMessage(logged)).append('\n');
        if (logged.getThrown() != null) {
            StringWriter trace = new StringWriter();
            logged.getThrown().printStackTrace(new PrintWriter(trace));
            text.append(trace);
        }
    }

    String text() {
        return text.toString();
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(before);
    }
}
