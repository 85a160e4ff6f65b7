package io.carillon.accounts.internal;

import io.carillon.api.model.Grant;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** Tells a grant again without keeping it in memory. */
record Fingerprint(String sha256) {

    static Fingerprint of(Grant grant) {
        try {
            byte[] secrets = new TreeMap<>(grant.secrets()).toString().getBytes(StandardCharsets.UTF_8);
            return new Fingerprint(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secrets)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
