package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Who an account is, as the column that is unique: networks' ids may be longer than a database's keys. */
final class IdentityKey {

    private IdentityKey() {}

    /** 64 digits. */
    static String of(Account account) {
        return of(account.identity());
    }

    /** @param identity as {@link Account#identity()} */
    static String of(String identity) {
        try {
            byte[] text = identity.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
