package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals grants. It never shows itself.
 *
 * @param id names it in what it sealed
 */
record VaultKey(String id, SecretKey key) {

    static final int BYTES = 32;

    private static final int ID_BYTES = 9;

    static VaultKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Names a key by a value that is made of it, so that the same key has the same id wherever it comes from. */
    static VaultKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A key of the vault has " + BYTES + " bytes; it had " + bytes.length);
        }
        return new VaultKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static String idOf(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] code = mac.doFinal("Carillon vault key id".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return "v_" + Base64URL.encode(Arrays.copyOf(code, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }

    OctetSequenceKey toJwk() {
        return new OctetSequenceKey.Builder(Base64URL.encode(key.getEncoded()))
                .keyID(id)
                .build();
    }

    @Override
    public String toString() {
        return "VaultKey[" + id + "]";
    }
}
