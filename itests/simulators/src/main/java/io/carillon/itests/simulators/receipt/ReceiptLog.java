package io.carillon.itests.simulators.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that ever became visible, in its order; nothing is taken out again. Thread-safe. */
public final class ReceiptLog {

    private final Clock clock;
    private final Optional<Path> file;
    private final List<Receipt> receipts = new ArrayList<>();

    /** @param file to which each receipt is added as a line of JSON, also of earlier runs */
    public ReceiptLog(Clock clock, Optional<Path> file) {
        this.clock = clock;
        this.file = file;
    }

    public synchronized void add(String kind, String account, String id, JsonNode detail) {
        Receipt receipt = new Receipt(receipts.size() + 1L, clock.instant(), kind, account, id, detail);
        receipts.add(receipt);
        file.ifPresent(path -> append(path, receipt.json() + "\n"));
    }

    private static void append(Path path, String line) {
        try {
            Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized List<Receipt> all() {
        return List.copyOf(receipts);
    }

    /** Those of one kind. */
    public List<Receipt> of(String kind) {
        return all().stream().filter(receipt -> receipt.kind().equals(kind)).toList();
    }
}
