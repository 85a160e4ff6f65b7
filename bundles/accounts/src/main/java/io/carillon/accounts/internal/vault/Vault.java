package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Seals grants with AES-256-GCM as JWE (RFC 7516). What is sealed names the account that it belongs to, so that nobody
 * who can write to the database can put one account's grant to another. Safe for many threads.
 */
public final class Vault {

    private static final String WORKSPACE = "workspace";
    private static final String ACCOUNT = "account";
    private static final String SECRETS = "secrets";
    private static final String EXPIRES_AT = "expiresAt";

    private final KeyRing keys;

    public Vault(KeyRing keys) {
        this.keys = keys;
    }

    /** Names the key that seals. */
    public String keyId() {
        return keys.newest().id();
    }

    public SealedGrant seal(WorkspaceId workspace, AccountId account, Grant grant) {
        Map<String, Object> content = new HashMap<>();
        content.put(WORKSPACE, workspace.value());
        content.put(ACCOUNT, account.value());
        content.put(SECRETS, grant.secrets());
        grant.expiresAt().ifPresent(at -> content.put(EXPIRES_AT, at.toString()));
        VaultKey key = keys.newest();
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .keyID(key.id())
                .build();
        JWEObject sealed = new JWEObject(header, new Payload(JSONObjectUtils.toJSONString(content)));
        try {
            sealed.encrypt(new DirectEncrypter(key.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java runtime has AES-256-GCM", e);
        }
        return new SealedGrant(sealed.serialize(), key.id(), grant.expiresAt());
    }

    /** @throws UnreadableGrantException if its key is gone, or it was changed, or it belongs to another account */
    public Grant open(WorkspaceId workspace, AccountId account, SealedGrant sealed) throws UnreadableGrantException {
        Map<String, Object> content = decrypt(sealed);
        if (!workspace.value().equals(content.get(WORKSPACE))
                || !account.value().equals(content.get(ACCOUNT))) {
            throw new UnreadableGrantException("its grant was sealed for another account");
        }
        try {
            Map<String, String> secrets = new HashMap<>();
            JSONObjectUtils.getJSONObject(content, SECRETS)
                    .forEach((name, value) -> secrets.put(name, String.valueOf(value)));
            Optional<Instant> expiresAt = Optional.ofNullable(JSONObjectUtils.getString(content, EXPIRES_AT))
                    .map(Instant::parse);
            return new Grant(secrets, expiresAt);
        } catch (ParseException | DateTimeException e) {
            throw new UnreadableGrantException("its grant is not of a form that this version knows");
        }
    }

    private Map<String, Object> decrypt(SealedGrant sealed) throws UnreadableGrantException {
        try {
            JWEObject object = JWEObject.parse(sealed.sealed());
            JWEHeader header = object.getHeader();
            String id = String.valueOf(header.getKeyID());
            VaultKey key = keys.find(id)
                    .orElseThrow(() -> new UnreadableGrantException(
                            "its grant was sealed with the key '" + id + "', which the vault no longer has"));
            if (!header.getAlgorithm().equals(JWEAlgorithm.DIR)) {
                throw new UnreadableGrantException("its grant is not sealed the way this vault does");
            }
            object.decrypt(new DirectDecrypter(key.key()));
            return JSONObjectUtils.parse(object.getPayload().toString());
        } catch (ParseException | JOSEException e) {
            // Not the cause: it may quote what was inside.
            throw new UnreadableGrantException("its grant is damaged");
        }
    }
}
