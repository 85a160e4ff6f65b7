package io.carillon.scheduler.internal.embed;

import io.carillon.api.store.Claimant;
import io.carillon.core.id.Ids;
import io.carillon.scheduler.Journal;
import io.carillon.scheduler.internal.journal.NoJournal;
import io.carillon.scheduler.internal.journal.NodeIdentity;
import io.carillon.scheduler.internal.journal.SendJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which node and which run of it this is, and the journal that goes with it. */
public final class RunIdentity implements AutoCloseable {

    private final Claimant claimant;
    private final Journal journal;
    private final Optional<NodeIdentity> node;

    private RunIdentity(Claimant claimant, Journal journal, Optional<NodeIdentity> node) {
        this.claimant = claimant;
        this.journal = journal;
        this.node = node;
    }

    /**
     * Opens the identity that a data folder keeps; without a folder, each run is a node of its own.
     *
     * @throws UncheckedIOException if the folder cannot be read or written
     * @throws IllegalStateException if another engine works on it
     */
    public static RunIdentity open(Optional<Path> data, Ids ids) {
        String unique = ids.newIdempotencyKey().value();
        String boot = "b_" + unique;
        if (data.isEmpty()) {
            return new RunIdentity(new Claimant("n_" + unique, boot), new NoJournal(), Optional.empty());
        }
        try {
            NodeIdentity node = new NodeIdentity(data.get(), () -> "n_" + unique);
            return new RunIdentity(new Claimant(node.node(), boot), journal(data.get(), node, boot), Optional.of(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Journal journal(Path data, NodeIdentity node, String boot) throws IOException {
        try {
            return new SendJournal(data.resolve("journal"), new Claimant(node.node(), boot), SendJournal.osBoot());
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    public Claimant claimant() {
        return claimant;
    }

    public Journal journal() {
        return journal;
    }

    /** Lets go of the folder. The journal is the engine's to close. */
    @Override
    public void close() {
        node.ifPresent(NodeIdentity::close);
    }
}
