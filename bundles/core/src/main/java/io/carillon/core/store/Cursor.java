package io.carillon.core.store;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Cuts pages by key: the next page starts after the last item of this one, whatever was added or removed meanwhile. A
 * cursor is the last item's instant and id.
 */
final class Cursor<T> {

    private record Key(Instant at, String id) {}

    private static final Comparator<Key> EARLIEST_FIRST =
            Comparator.comparing(Key::at).thenComparing(Key::id);

    private final Function<T, Key> key;
    private final Comparator<Key> order;

    private Cursor(Function<T, Key> key, Comparator<Key> order) {
        this.key = key;
        this.order = order;
    }

    static <T, V> Cursor<T> newestFirst(Function<T, V> value, Function<V, Instant> at, Function<V, String> id) {
        return new Cursor<>(
                item -> {
                    V keyed = value.apply(item);
                    return new Key(at.apply(keyed), id.apply(keyed));
                },
                EARLIEST_FIRST.reversed());
    }

    static <T> Cursor<T> earliestFirst(Function<T, Instant> at, Function<T, String> id) {
        return new Cursor<>(item -> new Key(at.apply(item), id.apply(item)), EARLIEST_FIRST);
    }

    Page<T> page(Stream<T> items, PageRequest request) {
        Optional<Key> after = request.cursor().map(Cursor::parse);
        List<T> found = items.filter(item -> after.map(last -> order.compare(key.apply(item), last) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(key, order))
                .limit(request.limit() + 1L)
                .toList();
        if (found.size() <= request.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<T> shown = found.subList(0, request.limit());
        Key last = key.apply(shown.get(shown.size() - 1));
        return new Page<>(shown, Optional.of(last.at() + "~" + last.id()));
    }

    private static Key parse(String cursor) {
        int split = cursor.indexOf('~');
        try {
            return new Key(Instant.parse(cursor.substring(0, Math.max(split, 0))), cursor.substring(split + 1));
        } catch (DateTimeException e) {
            throw new InvalidException(Violation.error(
                    "cursor", "format", "", cursor, "This cursor is none that was given out; start without one."));
        }
    }
}
