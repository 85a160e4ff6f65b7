package io.carillon.accounts.internal.vault;

import java.util.Optional;

/** Something sealed cannot be opened. The message goes on 'its grant …' and holds no secret. */
public class UnreadableGrantException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String missingKey;

    UnreadableGrantException(String message) {
        this(message, null);
    }

    private UnreadableGrantException(String message, String missingKey) {
        super(message);
        this.missingKey = missingKey;
    }

    static UnreadableGrantException withoutKey(String id) {
        return new UnreadableGrantException("was sealed with the key '" + id + "', which the vault does not have", id);
    }

    /** The id of the key that it would open with, where that is what is missing. */
    public Optional<String> missingKey() {
        return Optional.ofNullable(missingKey);
    }
}
