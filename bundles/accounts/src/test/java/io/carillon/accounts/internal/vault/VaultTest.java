package io.carillon.accounts.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    private static final AccountId ACCOUNT = new AccountId("a_1");
    private static final Grant GRANT = new Grant(
            Map.of("accessToken", "tok-SECRET-1", "naïve \"name\"", "wert\n\u2603"),
            Optional.of(Instant.parse("2026-03-01T00:00:00Z")));

    private final VaultKey key = VaultKey.random(new SecureRandom());

    @TempDir
    Path folder;

    private Vault vault;

    @BeforeEach
    void open() {
        vault = vault(key);
    }

    /** With keys from outside. */
    private Vault vault(VaultKey... keys) {
        String variable = Arrays.stream(keys)
                .map(one -> Base64.getUrlEncoder().encodeToString(one.key().getEncoded()))
                .collect(Collectors.joining(","));
        return Vault.open(variable, folder.resolve("vault.json"), OtherServers.NONE);
    }

    @Test
    void opensWhatItSealed() throws UnreadableGrantException {
        SealedGrant sealed = vault.seal(WORKSPACE, ACCOUNT, GRANT);
        assertThat(vault.open(WORKSPACE, ACCOUNT, sealed)).isEqualTo(GRANT);
        assertThat(sealed.keyId()).isEqualTo(key.id());
        assertThat(sealed.expiresAt()).isEqualTo(GRANT.expiresAt());
    }

    @Test
    void sealsAsJweWithAes256GcmAndTheKeysId() {
        String[] parts = vault.seal(WORKSPACE, ACCOUNT, GRANT).sealed().split("\\.", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        assertThat(parts).hasSize(5);
        assertThat(header).contains("\"alg\":\"dir\"", "\"enc\":\"A256GCM\"", "\"kid\":\"" + key.id() + "\"");
    }

    @Test
    void sealsTheSameGrantDifferentlyEveryTime() {
        assertThat(vault.seal(WORKSPACE, ACCOUNT, GRANT).sealed())
                .isNotEqualTo(vault.seal(WORKSPACE, ACCOUNT, GRANT).sealed());
    }

    @Test
    void grantMovedToAnotherAccountDoesNotOpen() {
        SealedGrant sealed = vault.seal(WORKSPACE, ACCOUNT, GRANT);
        assertThatThrownBy(() -> vault.open(WORKSPACE, new AccountId("a_2"), sealed))
                .isInstanceOf(UnreadableGrantException.class)
                .hasMessageContaining("another account");
        assertThatThrownBy(() -> vault.open(new WorkspaceId("other"), ACCOUNT, sealed))
                .isInstanceOf(UnreadableGrantException.class);
    }

    @Test
    void changedGrantDoesNotOpen() {
        String sealed = vault.seal(WORKSPACE, ACCOUNT, GRANT).sealed();
        int at = sealed.lastIndexOf('.') - 3;
        char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
        String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
        for (String text : List.of(changed, sealed.substring(0, sealed.length() - 5), "no JWE at all", "")) {
            assertThatThrownBy(() -> vault.open(WORKSPACE, ACCOUNT, sealed(text)))
                    .isInstanceOf(UnreadableGrantException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("SECRET");
        }
    }

    @Test
    void oldKeysOpenAndTheNewestSeals() throws UnreadableGrantException {
        SealedGrant old = vault.seal(WORKSPACE, ACCOUNT, GRANT);
        VaultKey newest = VaultKey.random(new SecureRandom());
        Vault rotated = vault(newest, key);
        assertThat(rotated.open(WORKSPACE, ACCOUNT, old)).isEqualTo(GRANT);
        assertThat(rotated.seal(WORKSPACE, ACCOUNT, GRANT).keyId()).isEqualTo(newest.id());
    }

    @Test
    void lostKeyIsNamed() {
        SealedGrant sealed = vault.seal(WORKSPACE, ACCOUNT, GRANT);
        Vault other = vault(VaultKey.random(new SecureRandom()));
        assertThatThrownBy(() -> other.open(WORKSPACE, ACCOUNT, sealed))
                .isInstanceOf(UnreadableGrantException.class)
                .hasMessageContaining(key.id())
                .satisfies(e ->
                        assertThat(((UnreadableGrantException) e).missingKey()).contains(key.id()));
    }

    /** By the steps of RFC 7516, section 5.2, with what every Java brings. */
    @Test
    void whatIsSealedOpensWithoutTheLibraryThatSealedIt() throws GeneralSecurityException {
        String[] parts = vault.seal(WORKSPACE, ACCOUNT, GRANT).sealed().split("\\.", -1);
        assertThat(parts[1]).as("no key is wrapped with 'dir'").isEmpty();
        Base64.Decoder base64 = Base64.getUrlDecoder();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key.key(), new GCMParameterSpec(128, base64.decode(parts[2])));
        cipher.updateAAD(parts[0].getBytes(StandardCharsets.US_ASCII));
        cipher.update(base64.decode(parts[3]));
        String opened = new String(cipher.doFinal(base64.decode(parts[4])), StandardCharsets.UTF_8);
        assertThat(opened).contains("tok-SECRET-1", "\"account\":\"a_1\"");
    }

    @Test
    void anotherWayToSealIsNotTaken() throws JOSEException {
        JWEObject other = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                        .keyID(key.id())
                        .build(),
                new Payload("{}"));
        other.encrypt(new DirectEncrypter(key.key()));
        assertThatThrownBy(() -> vault.open(WORKSPACE, ACCOUNT, sealed(other.serialize())))
                .isInstanceOf(UnreadableGrantException.class)
                .hasMessageContaining("not sealed the way");
    }

    @Test
    void nothingShowsAKeyOrASecret() {
        String secret =
                Base64.getUrlEncoder().withoutPadding().encodeToString(key.key().getEncoded());
        SealedGrant sealed = vault.seal(WORKSPACE, ACCOUNT, GRANT);
        assertThat(List.of(
                        key.toString(), new KeyRing(List.of(key), 0).toString(), vault.toString(), sealed.toString()))
                .noneMatch(text -> text.contains(secret) || text.contains("SECRET"));
    }

    private static SealedGrant sealed(String text) {
        return new SealedGrant(text, "k", Optional.empty());
    }
}
