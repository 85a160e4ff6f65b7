package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Seals secrets with AES-256-GCM as JWE (RFC 7516). What is sealed names what it belongs to, so that nobody who can write
 * to the database can put one account's grant to another. Safe for many threads.
 */
public final class Vault {

    /** What the servers compare: the ids of the keys that each has. */
    public static final String TRAIT = "vault";

    static final String SEPARATOR = "\t";

    private static final String WORKSPACE = "workspace";
    private static final String ACCOUNT = "account";
    private static final String SECRETS = "secrets";
    private static final String EXPIRES_AT = "expiresAt";

    private final Keys keys;

    Vault(Keys keys) {
        this.keys = keys;
    }

    /**
     * Opens a vault.
     *
     * @param variable what {@value KeyRing#VARIABLE} holds; empty for nothing
     * @throws IllegalStateException with a sentence for the administrator; no key is in it
     */
    public static Vault open(String variable, Path keyFile, OtherServers others) {
        return new Vault(new Keys(variable, new KeyFile(keyFile), others));
    }

    /** The ids of all keys that this server has, the newest first, with tabs between; as their file has them now. */
    public String keyIds() {
        keys.refresh();
        return keys.ring().keys().stream().map(VaultKey::id).collect(Collectors.joining(SEPARATOR));
    }

    Keys keys() {
        return keys;
    }

    /** The names of other servers that have a key; where there are any, what it seals is not lost. */
    public List<String> serversWith(String keyId) {
        return keys.serversWith(keyId);
    }

    /**
     * Tells what is lost from what only this server cannot open.
     *
     * @throws IllegalStateException if another server has the key: then nothing is lost, and this server is set up wrongly
     */
    public void requireNobodyElseOpens(UnreadableGrantException unreadable) {
        unreadable.missingKey().ifPresent(key -> {
            List<String> others = serversWith(key);
            if (!others.isEmpty()) {
                throw new IllegalStateException("This server lacks the key '" + key + "' of the vault, which "
                        + String.join(", ", others) + " has. Give all servers the same file of keys, or the same "
                        + KeyRing.VARIABLE + ".");
            }
        });
    }

    public SealedGrant seal(WorkspaceId workspace, AccountId account, Grant grant) {
        Map<String, Object> content = new HashMap<>();
        content.put(WORKSPACE, workspace.value());
        content.put(ACCOUNT, account.value());
        content.put(SECRETS, grant.secrets());
        grant.expiresAt().ifPresent(at -> content.put(EXPIRES_AT, at.toString()));
        VaultKey key = keys.sealing();
        GrantLife life = GrantLife.of(grant);
        return new SealedGrant(
                Jwe.seal(JSONObjectUtils.toJSONString(content), key),
                key.id(),
                grant.expiresAt(),
                life.renewal(),
                life.lastsUntil());
    }

    /** @throws UnreadableGrantException if its key is gone, or it was changed, or it belongs to another account */
    public Grant open(WorkspaceId workspace, AccountId account, SealedGrant sealed) throws UnreadableGrantException {
        String opened = Jwe.open(sealed.sealed(), keys::find);
        try {
            Map<String, Object> content = JSONObjectUtils.parse(opened);
            if (!workspace.value().equals(content.get(WORKSPACE))
                    || !account.value().equals(content.get(ACCOUNT))) {
                throw new UnreadableGrantException("was sealed for another account");
            }
            Map<String, String> secrets = new HashMap<>();
            JSONObjectUtils.getJSONObject(content, SECRETS)
                    .forEach((name, value) -> secrets.put(name, String.valueOf(value)));
            Optional<Instant> expiresAt = Optional.ofNullable(JSONObjectUtils.getString(content, EXPIRES_AT))
                    .map(Instant::parse);
            return new Grant(secrets, expiresAt);
        } catch (ParseException | DateTimeException e) {
            throw new UnreadableGrantException("is not of a form that this version knows");
        }
    }

    /**
     * Seals what is sealed already with another key, without a look at what it is.
     *
     * @throws UnreadableGrantException if it cannot be opened
     */
    String reseal(String sealed, VaultKey key) throws UnreadableGrantException {
        return Jwe.seal(Jwe.open(sealed, keys::find), key);
    }
}
