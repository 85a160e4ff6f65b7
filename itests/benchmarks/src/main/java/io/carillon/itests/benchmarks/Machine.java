package io.carillon.itests.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures depend on, without saying whose machine it is. */
final class Machine {

    private static final int SYNCS = 101;

    private Machine() {}

    static String describe(Options options) throws IOException {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 30;
        return String.format(
                Locale.ROOT,
                "%s · %d processors%s, %d GB · %s %s · Java %s · a flush to the disk takes %s ms · %,d stored, %d pair%s",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                processor(),
                memory,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                Numbers.show(flushMillis()),
                options.stored(),
                options.pairs(),
                options.pairs() == 1 ? "" : "s");
    }

    private static String processor() throws IOException {
        Path facts = Path.of("/proc/cpuinfo");
        if (!Files.exists(facts)) {
            return "";
        }
        try (Stream<String> lines = Files.lines(facts)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .orElse("");
        }
    }

    /** The median of a page's way to the disk, on which every commit waits. */
    private static double flushMillis() throws IOException {
        Path file = Files.createTempFile("flush", ".bin");
        List<Double> millis = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                channel.write(ByteBuffer.allocate(8192));
                long begun = System.nanoTime();
                channel.force(false);
                millis.add((System.nanoTime() - begun) / 1e6);
            }
        } finally {
            Files.delete(file);
        }
        return Numbers.median(millis);
    }
}
