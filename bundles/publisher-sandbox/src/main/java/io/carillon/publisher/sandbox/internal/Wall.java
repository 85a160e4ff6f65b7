package io.carillon.publisher.sandbox.internal;

import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the sandbox shows: an append-only log of receipts, one line for every visible object, written before the answer.
 * It lies outside Carillon's database, so that tests can hold both against each other. Thread-safe.
 */
final class Wall implements Closeable {

    /** What the network does with something that it has got already. */
    enum Repeats {
        /** The same key gives the first result again. */
        SAME_KEY_ONCE,
        /** What looks the same is refused. */
        SAME_LOOK_ONCE,
        /** Everything is shown. */
        SHOWN_AGAIN
    }

    /** Where a wall comes from. */
    @FunctionalInterface
    interface Source {
        Wall get() throws IOException;
    }

    /** What is on the wall now; {@code isNew} unless it was there before. */
    record Placed(Receipt receipt, boolean isNew) {}

    /** A post with what was written under it. */
    record Thread(Receipt post, List<Receipt> replies) {}

    private final Clock clock;
    private final ReceiptLog log;
    private final WallIndex index = new WallIndex();
    private final Pictures pictures;

    private Wall(Path folder, Clock clock) throws IOException {
        this.clock = clock;
        this.pictures = new Pictures(folder.resolve("media"));
        this.log = ReceiptLog.open(folder.resolve("receipts.jsonl"), this::learn);
    }

    /** @throws IOException if the folder cannot be used, or its log holds a line that is no receipt */
    static Wall open(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder.resolve("media"));
        Wall wall = new Wall(folder, clock);
        try {
            wall.log.exclusively(wall.index::count);
        } catch (IOException e) {
            wall.close();
            throw e;
        }
        return wall;
    }

    /** The copies of pictures and films. */
    Pictures pictures() {
        return pictures;
    }

    /**
     * Shows something, or finds that it is there already.
     *
     * @throws IOException if it was surely not accepted
     */
    Placed accept(Submission content, Optional<String> parent, Repeats repeats) throws IOException {
        return log.exclusively(() -> {
            Optional<Receipt> known = known(content, parent, repeats);
            if (known.isPresent()) {
                return new Placed(known.get(), false);
            }
            Receipt receipt = new Receipt(WallIndex.id(index.count()), parent, content, clock.instant());
            long offset = log.append(ReceiptJson.write(receipt));
            index.add(receipt, offset);
            return new Placed(receipt, true);
        });
    }

    /** The newest that a reader would call the same, under the same parent, where the rest holds too. */
    Optional<Receipt> newestLike(Submission content, Optional<String> parent, Predicate<Receipt> rest)
            throws IOException {
        return log.exclusively(() -> findLike(content, parent, rest));
    }

    Optional<Thread> find(String id) throws IOException {
        return log.exclusively(() -> {
            int number = index.number(id);
            return number == WallIndex.NONE ? Optional.empty() : Optional.of(thread(number));
        });
    }

    /** Posts after the one named, oldest first. */
    List<Thread> after(Optional<String> id, int limit) throws IOException {
        return log.exclusively(
                () -> threads(index.postsAfter(id.map(index::number).orElse(WallIndex.NONE), limit)));
    }

    /** The newest posts before the one named, oldest first. */
    List<Thread> before(Optional<String> id, int limit) throws IOException {
        return log.exclusively(
                () -> threads(index.postsBefore(id.map(index::number).orElse(index.count()), limit)));
    }

    int postCount() throws IOException {
        return log.exclusively(index::postCount);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private void learn(long offset, byte[] line) throws IOException {
        try {
            index.add(ReceiptJson.read(line), offset);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "Line " + (index.count() + 1) + " of receipts.jsonl is no receipt; move the file away to begin"
                            + " with an empty wall",
                    e);
        }
    }

    private Optional<Receipt> known(Submission content, Optional<String> parent, Repeats repeats) throws IOException {
        return switch (repeats) {
            case SAME_KEY_ONCE -> withKey(content);
            case SAME_LOOK_ONCE -> findLike(content, parent, receipt -> true);
            case SHOWN_AGAIN -> Optional.empty();
        };
    }

    private Optional<Receipt> withKey(Submission content) throws IOException {
        int number = index.withKey(content.account(), content.key());
        return number == WallIndex.NONE
                ? Optional.empty()
                : Optional.of(read(number))
                        .filter(found -> found.content().key().equals(content.key()));
    }

    private Optional<Receipt> findLike(Submission content, Optional<String> parent, Predicate<Receipt> rest)
            throws IOException {
        for (int at = index.newestLike(content); at != WallIndex.NONE; at = index.earlierLike(at)) {
            Receipt found = read(at);
            if (found.content().looksLike(content) && found.parent().equals(parent) && rest.test(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private List<Thread> threads(int[] numbers) throws IOException {
        List<Thread> all = new ArrayList<>(numbers.length);
        for (int number : numbers) {
            all.add(thread(number));
        }
        return all;
    }

    private Thread thread(int number) throws IOException {
        List<Receipt> replies = new ArrayList<>();
        for (int reply : index.replies(number)) {
            replies.add(read(reply));
        }
        return new Thread(read(number), replies);
    }

    private Receipt read(int number) throws IOException {
        long next = number + 1 < index.count() ? index.offset(number + 1) : log.end();
        long offset = index.offset(number);
        return ReceiptJson.read(log.read(offset, (int) (next - offset - 1)));
    }
}
