package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/** JWE in compact form (RFC 7516) with {@code dir} and {@code A256GCM}, the key named by its {@code kid}. */
final class Jwe {

    private Jwe() {}

    static String seal(String content, VaultKey key) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(key.id())
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(content));
        try {
            sealed.encrypt(new DirectEncrypter(key.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java runtime has AES-256-GCM", e);
        }
        return sealed.serialize();
    }

    /** @throws UnreadableGrantException if its key is not there, or it was changed */
    static String open(String sealed, Function<String, Optional<VaultKey>> keys) throws UnreadableGrantException {
        try {
            JWEObject object = JWEObject.parse(sealed);
            JWEHeader header = object.getHeader();
            if (!JWEAlgorithm.DIR.equals(header.getAlgorithm())
                    || !EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                    || header.getCompressionAlgorithm() != null) {
                throw new UnreadableGrantException("is not sealed the way this vault does");
            }
            String id = String.valueOf(header.getKeyID());
            VaultKey key = keys.apply(id).orElseThrow(() -> UnreadableGrantException.withoutKey(id));
            object.decrypt(new DirectDecrypter(key.key()));
            return object.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            // Not the cause: it may quote what was inside.
            throw new UnreadableGrantException("is damaged, or was sealed with another key of the same name");
        }
    }
}
