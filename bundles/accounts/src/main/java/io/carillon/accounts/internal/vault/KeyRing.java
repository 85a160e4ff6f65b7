package io.carillon.accounts.internal.vault;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of the vault at a moment: the first is the one to seal with, all of them open.
 *
 * @param keys the newest first; at least one, no two of one id
 * @param fromOutside how many of them, from the first on, the environment gave
 */
public record KeyRing(List<VaultKey> keys, int fromOutside) {

    /** The variable that holds keys, for servers whose secrets come from outside. */
    public static final String VARIABLE = "CARILLON_VAULT_KEY";

    private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

    public KeyRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A vault needs a key");
        }
    }

    /**
     * Puts the keys of the environment, if there are any, before those of the file; only without them is a file made.
     *
     * @param variable what {@value #VARIABLE} holds: keys, the newest first, with commas between; empty for nothing
     * @throws IllegalStateException with a sentence for the administrator; no key is in it
     */
    static KeyRing of(String variable, KeyFile file) {
        if (variable.isBlank()) {
            return new KeyRing(file.loadOrCreate(), 0);
        }
        List<VaultKey> keys = new ArrayList<>();
        BETWEEN.splitAsStream(variable.strip()).map(KeyRing::decode).forEach(key -> add(key, keys));
        int fromOutside = keys.size();
        file.load().forEach(key -> add(key, keys));
        return new KeyRing(keys, fromOutside);
    }

    private static void add(VaultKey key, List<VaultKey> keys) {
        if (keys.stream().noneMatch(known -> known.id().equals(key.id()))) {
            keys.add(key);
        }
    }

    private static VaultKey decode(String text) {
        try {
            return VaultKey.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // The cause would quote what it could not decode.
            throw new IllegalStateException(VARIABLE + " must be 32 bytes in base64url, such as"
                    + " 'openssl rand 32 | basenc --base64url' prints, or several of them with commas between, the"
                    + " newest first.");
        }
    }

    VaultKey newest() {
        return keys.get(0);
    }

    boolean isFromOutside(VaultKey key) {
        return keys.indexOf(key) < fromOutside;
    }

    Optional<VaultKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }
}
