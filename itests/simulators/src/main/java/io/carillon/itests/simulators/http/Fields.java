package io.carillon.itests.simulators.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says, whether in its address, as a form or as JSON: JSON is flattened to the names that a form would
 * use, {@code {"media_ids": ["1"], "poll": {"multiple": true}}} to {@code media_ids[]=1&poll[multiple]=true}.
 */
public final class Fields {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    void add(String name, String value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    void addAll(Fields others) {
        others.values.forEach((name, all) -> values.put(name, all));
    }

    void addJson(String name, JsonNode node) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> addJson(
                            name.isEmpty() ? entry.getKey() : name + "[" + entry.getKey() + "]", entry.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                addJson(name + (node.get(i).isValueNode() ? "[]" : "[" + i + "]"), node.get(i));
            }
        } else if (!node.isNull()) {
            add(name, node.asText());
        }
    }

    /** The last value of a name. */
    public Optional<String> text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** As {@link #text}, without what is blank. */
    public Optional<String> filled(String name) {
        return text(name).filter(value -> !value.isBlank());
    }

    /** All values of {@code name[]}, or of {@code name} where it is written so. */
    public List<String> list(String name) {
        return List.copyOf(values.getOrDefault(name + "[]", values.getOrDefault(name, List.of())));
    }

    /** Whether it says yes, in one of the usual ways. */
    public boolean flag(String name) {
        return text(name)
                .filter(value -> List.of("true", "1", "on").contains(value.toLowerCase()))
                .isPresent();
    }

    /** Whether the name occurs, alone or as the beginning of {@code name[…]}. */
    public boolean has(String name) {
        return values.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "["));
    }
}
