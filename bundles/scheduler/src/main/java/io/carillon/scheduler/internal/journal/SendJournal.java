package io.carillon.scheduler.internal.journal;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.store.Claimant;
import io.carillon.scheduler.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A journal in a memory-mapped file of its own for each run, {@code <boot>.sending}. A note costs some stores to memory
 * that the kernel keeps when the process is killed. New room is written before it is mapped, so that a full disk shows
 * as an exception before a call rather than as a fault during one.
 */
public final class SendJournal implements Journal {

    static final String SUFFIX = ".sending";

    private static final int SLOTS_AT_ONCE = 1024;
    private static final Path OS_BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final class Place implements Mark {

        private final ByteBuffer file;
        private final int at;
        private boolean open = true;

        Place(ByteBuffer file, int at) {
            this.file = file;
            this.at = at;
        }

        @Override
        public void answered(PublishOutcome outcome, Instant when) {
            lock.lock();
            try {
                if (open) {
                    Slot.answer(file, at, outcome, when);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void clear() {
            lock.lock();
            try {
                if (open) {
                    open = false;
                    Slot.clear(file, at);
                    free.push(new Place(file, at));
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Place> free = new ArrayDeque<>();
    private final FileChannel channel;
    private final MappedByteBuffer header;
    private final FormerRuns former;
    private int slots;

    /**
     * Opens the journal of a new run.
     *
     * @param folder is created if it is missing
     * @param osBoot the run of the operating system; absent where it does not tell
     */
    public SendJournal(Path folder, Claimant claimant, Optional<String> osBoot) throws IOException {
        Files.createDirectories(folder);
        former = new FormerRuns(folder, claimant, osBoot);
        Path file = folder.resolve(claimant.boot() + SUFFIX);
        create(file, new JournalHeader(claimant.node(), claimant.boot(), osBoot));
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        header = channel.map(FileChannel.MapMode.READ_WRITE, 0, JournalHeader.BLOCK);
        header.order(ByteOrder.LITTLE_ENDIAN);
        grow();
    }

    /** The run of the operating system that this process lives in; absent where it does not tell. */
    public static Optional<String> osBoot() throws IOException {
        return Files.isReadable(OS_BOOT) ? Optional.of(Files.readString(OS_BOOT).strip()) : Optional.empty();
    }

    /** A journal is there with its whole header, or not at all. */
    private static void create(Path file, JournalHeader header) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        byte[] block = new byte[JournalHeader.BLOCK];
        header.encode().get(block);
        Files.write(draft, block);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void grow() throws IOException {
        int bytes = SLOTS_AT_ONCE * JournalHeader.BLOCK;
        long from = JournalHeader.BLOCK + (long) slots * JournalHeader.BLOCK;
        ByteBuffer zeros = ByteBuffer.allocate(bytes);
        while (zeros.hasRemaining()) {
            channel.write(zeros, from + zeros.position());
        }
        MappedByteBuffer part = channel.map(FileChannel.MapMode.READ_WRITE, from, bytes);
        part.order(ByteOrder.LITTLE_ENDIAN);
        slots += SLOTS_AT_ONCE;
        header.putInt(JournalHeader.SLOTS_AT, slots);
        for (int i = SLOTS_AT_ONCE - 1; i >= 0; i--) {
            free.push(new Place(part, i * JournalHeader.BLOCK));
        }
    }

    @Override
    public Mark mark(AttemptId attempt, Instant sentAt) {
        lock.lock();
        try {
            if (free.isEmpty()) {
                grow();
            }
            Place place = free.pop();
            Slot.mark(place.file, place.at, attempt, sentAt);
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Trace trace(String boot, AttemptId attempt) {
        return former.trace(boot, attempt);
    }

    @Override
    public void forgetFormerRuns() {
        former.forget();
    }

    /** Leaves the file: the next run throws it away once nothing of this one is left to be settled. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
