package io.carillon.persistence.internal.node;

import io.carillon.api.model.Platform;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Nodes as rows. */
final class NodeRows {

    /** In the order in which {@link #bind} binds and {@link #read} reads. */
    static final String[] COLUMNS = {
        "boot",
        "place",
        "name",
        "address",
        "version",
        "started_at",
        "beat_us",
        "platforms",
        "clock_offset_us",
        "arming",
        "shared",
        "seen_at",
        "stopped",
        "id"
    };

    private static final String COMMA = ",";
    private static final String LINE = "\n";

    private NodeRows() {}

    static void bind(Binder in, Node node, Instant now) throws SQLException {
        in.text(node.run().boot())
                .text(node.place())
                .cut(node.name(), 300)
                .cut(node.address(), 500)
                .cut(node.version(), 64)
                .moment(node.startedAt())
                .number(micros(node.beat()))
                .text(node.platforms().stream().map(Platform::id).sorted().collect(Collectors.joining(COMMA)))
                .number(micros(node.clockOffset()))
                .value(node.arming())
                .text(new TreeMap<>(node.shared())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .collect(Collectors.joining(LINE)))
                .moment(now)
                .value(false)
                .text(node.run().node());
    }

    static NodeRoll.Entry read(Row row) throws SQLException {
        String boot = row.text();
        String place = row.text();
        String name = row.text();
        String address = row.text();
        String version = row.text();
        Instant startedAt = row.moment();
        Duration beat = duration(row.number());
        Set<Platform> platforms = platforms(row.text());
        Duration offset = duration(row.number());
        boolean arming = row.flag();
        Map<String, String> shared = shared(row.text());
        Instant seenAt = row.moment();
        boolean stopped = row.flag();
        Claimant run = new Claimant(row.text(), boot);
        return new NodeRoll.Entry(
                new Node(run, place, name, address, version, startedAt, beat, platforms, offset, arming, shared),
                seenAt,
                stopped);
    }

    private static Set<Platform> platforms(String text) {
        return Arrays.stream(text.split(COMMA))
                .filter(id -> !id.isEmpty())
                .map(Platform::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> shared(String text) {
        return Arrays.stream(text.split(LINE))
                .filter(line -> !line.isEmpty())
                .map(line -> line.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    static long micros(Duration duration) {
        return duration.dividedBy(ChronoUnit.MICROS.getDuration());
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
