package io.carillon.rest.internal.vault;

import io.carillon.api.service.VaultKeys;
import java.util.List;

/**
 * The vault's keys as the API shows them: their ids.
 *
 * @param waitingFor the names of servers that do not have the newest key yet
 */
public record VaultView(List<KeyView> keys, List<String> waitingFor) {

    /**
     * A key.
     *
     * @param fromOutside whether it is from the environment
     * @param sealed how many values are sealed with it
     */
    public record KeyView(String id, VaultKeys.Use use, boolean fromOutside, long sealed) {}

    static VaultView of(VaultKeys.Status status) {
        return new VaultView(
                status.keys().stream()
                        .map(key -> new KeyView(key.id(), key.use(), key.fromOutside(), key.sealed()))
                        .toList(),
                status.waitingFor());
    }
}
