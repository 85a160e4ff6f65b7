package io.carillon.scheduler.internal.journal;

import io.carillon.api.model.AttemptId;
import io.carillon.api.store.Claimant;
import io.carillon.scheduler.Journal.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the journals of former runs say. Where one is not beyond doubt, it says nothing at all. */
final class FormerRuns {

    private final Path folder;
    private final Claimant claimant;
    private final Optional<String> osBoot;
    private List<Path> files;
    private final Map<String, Optional<Map<AttemptId, Trace>>> read = new HashMap<>();

    FormerRuns(Path folder, Claimant claimant, Optional<String> osBoot) throws IOException {
        this.folder = folder;
        this.claimant = claimant;
        this.osBoot = osBoot;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().contains(SendJournal.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    synchronized Trace trace(String boot, AttemptId attempt) {
        return read.computeIfAbsent(boot, this::read)
                .map(notes -> notes.getOrDefault(attempt, Trace.NOT_SENT))
                .orElse(Trace.NOTHING_KNOWN);
    }

    private Optional<Map<AttemptId, Trace>> read(String boot) {
        Path file = folder.resolve(boot + SendJournal.SUFFIX);
        if (!files.contains(file)) {
            return Optional.empty();
        }
        try {
            return read(boot, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Map<AttemptId, Trace>> read(String boot, ByteBuffer bytes) {
        int slots = bytes.limit() / JournalHeader.BLOCK - 1;
        boolean conclusive = bytes.limit() % JournalHeader.BLOCK == 0
                && slots >= 0
                && bytes.getInt(JournalHeader.SLOTS_AT) >= 0
                && bytes.getInt(JournalHeader.SLOTS_AT) <= slots
                && JournalHeader.decode(bytes)
                        .filter(header -> isOurs(header, boot))
                        .isPresent();
        if (!conclusive) {
            return Optional.empty();
        }
        Map<AttemptId, Trace> notes = new HashMap<>();
        try {
            for (int i = 1; i <= slots; i++) {
                Slot.read(bytes, i * JournalHeader.BLOCK, notes);
            }
        } catch (RuntimeException e) {
            // One damaged note may be the one that is asked for.
            return Optional.empty();
        }
        return Optional.of(notes);
    }

    /** Notes are not flushed: when the machine went down meanwhile, some may be missing. */
    private boolean isOurs(JournalHeader header, String boot) {
        return header.node().equals(claimant.node())
                && header.boot().equals(boot)
                && header.osBoot().isPresent()
                && header.osBoot().equals(osBoot);
    }

    /** Deletes the files. What they say is kept: a claim of a run that is gone may come to light even after that. */
    synchronized void forget() {
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(SendJournal.SUFFIX)) {
                read.computeIfAbsent(
                        name.substring(0, name.length() - SendJournal.SUFFIX.length()), this::readIfPossible);
            }
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files = List.of();
    }

    private Optional<Map<AttemptId, Trace>> readIfPossible(String boot) {
        try {
            return read(boot);
        } catch (UncheckedIOException e) {
            // Nothing that is left to be settled needed it so far.
            return Optional.empty();
        }
    }
}
