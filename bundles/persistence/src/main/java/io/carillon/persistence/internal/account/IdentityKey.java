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
        try {
            byte[] identity = account.identity().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(identity));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
