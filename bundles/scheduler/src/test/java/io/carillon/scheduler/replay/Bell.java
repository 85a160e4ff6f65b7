package io.carillon.scheduler.replay;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.DoubtClass;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network as it is: what was made visible on it, whoever knows of it. It lives on whatever happens to servers. */
final class Bell {

    /**
     * Something visible.
     *
     * @param subject the post or step that it is of
     * @param unchecked how long ago the sender's claim had been checked when the request arrived
     */
    record Receipt(String id, String subject, String key, String text, Duration unchecked) {

        URI address() {
            return URI.create("https://network.test/" + id);
        }
    }

    /** How long a request may take effect after its connection broke. */
    static final Duration LINGERING = Duration.ofSeconds(10);

    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Platform platform;
    private final DoubtClass doubt;
    private final Duration window;
    private final Story story;
    private final Map<String, List<Receipt>> receipts = new LinkedHashMap<>();
    private final Map<String, Boolean> rejected = new HashMap<>();
    private int count;

    Bell(String name, DoubtClass doubt, Duration window, Story story) {
        platform = new Platform(name);
        this.doubt = doubt;
        this.window = window;
        this.story = story;
    }

    Platform platform() {
        return platform;
    }

    DoubtClass doubt() {
        return doubt;
    }

    Duration window() {
        return window;
    }

    /** Makes something visible, unless the network knows it by its key or, with probes, by what it says. */
    Receipt accept(String subject, String key, String text, Duration unchecked) {
        Optional<Receipt> known = all(subject).stream()
                .filter(receipt -> switch (doubt) {
                    case KEYED -> receipt.key().equals(key);
                    case PROBE -> receipt.text().equals(text);
                    case READABLE, NONE -> false;
                })
                .findFirst();
        if (known.isPresent()) {
            story.tell(platform + " knows " + subject + " already");
            return known.get();
        }
        Receipt receipt = new Receipt(platform.id() + ++count, subject, key, text, unchecked);
        receipts.computeIfAbsent(subject, first -> new ArrayList<>()).add(receipt);
        story.tell(platform + " shows " + receipt);
        story.count("receipts");
        return receipt;
    }

    /** Everything that is visible of a post or a step. */
    List<Receipt> all(String subject) {
        return receipts.getOrDefault(subject, List.of());
    }

    /** The subjects in the order in which they first appeared. */
    List<String> subjects() {
        return List.copyOf(receipts.keySet());
    }

    /** Whether it rejects what comes under a key: it does not change its mind, and rejects nothing that it may have. */
    boolean rejects(String key, boolean wish) {
        return rejected.computeIfAbsent(key, first -> wish);
    }

    boolean hasRejected(String key) {
        return rejected.getOrDefault(key, false);
    }
}
