package io.carillon.itests.trust.network;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is visible on one network. */
final class Wall {

    private final String name;
    private final boolean keyed;
    private final ReceiptLog log;
    private final Map<String, String> byKey = new LinkedHashMap<>();
    private final Map<String, String> byText = new LinkedHashMap<>();
    private int count;

    Wall(String name, ReceiptLog log) {
        this.name = name;
        this.log = log;
        keyed = name.endsWith("keyed");
    }

    /** Makes a post visible, unless this network knows its key. @return its id */
    synchronized String accept(String key, String text) throws IOException {
        if (keyed && byKey.containsKey(key)) {
            return byKey.get(key);
        }
        String id = name + "-" + ++count;
        log.write("RECEIPT", name, key, id, text);
        byKey.put(key, id);
        byText.putIfAbsent(text, id);
        return id;
    }

    synchronized Optional<String> find(String text) {
        return Optional.ofNullable(byText.get(text));
    }
}
