package io.carillon.accounts.internal.vault;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys of the vault: the first seals, all of them open.
 *
 * @param keys the newest first; at least one
 */
public record KeyRing(List<VaultKey> keys) {

    /** The variable that holds a key, for servers whose secrets come from outside. */
    public static final String VARIABLE = "CARILLON_VAULT_KEY";

    public KeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A vault needs a key");
        }
    }

    /**
     * Puts the key of the environment, if there is one, before those of the file; only without it is a file made.
     *
     * @param variable what {@value #VARIABLE} holds; empty for nothing
     * @throws IllegalStateException with a sentence for the administrator; no key is in it
     */
    public static KeyRing of(String variable, KeyFile file) {
        if (variable.isBlank()) {
            return new KeyRing(file.loadOrCreate());
        }
        List<VaultKey> keys = new ArrayList<>();
        keys.add(decode(variable.strip()));
        keys.addAll(file.load());
        return new KeyRing(keys);
    }

    private static VaultKey decode(String text) {
        try {
            return VaultKey.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // The cause would quote what it could not decode.
            throw new IllegalStateException("The accounts cannot start: " + VARIABLE + " must be 32 bytes in base64url,"
                    + " such as 'openssl rand 32 | basenc --base64url' prints.");
        }
    }

    VaultKey newest() {
        return keys.get(0);
    }

    Optional<VaultKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
