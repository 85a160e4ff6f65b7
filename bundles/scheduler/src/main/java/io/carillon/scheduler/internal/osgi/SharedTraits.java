package io.carillon.scheduler.internal.osgi;

import io.carillon.api.service.SharedTrait;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What all nodes must have in common, as this server's parts say it. They come and go; safe for use by many threads. */
final class SharedTraits {

    private final List<SharedTrait> traits = new CopyOnWriteArrayList<>();

    void add(SharedTrait trait) {
        traits.add(trait);
    }

    void remove(SharedTrait trait) {
        traits.remove(trait);
    }

    /** By name; of two with one name the first counts. */
    Map<String, String> values() {
        return traits.stream()
                .collect(Collectors.toUnmodifiableMap(SharedTrait::name, SharedTrait::value, (first, second) -> first));
    }
}
