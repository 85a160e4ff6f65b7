package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the vault's keys: a JWK set (RFC 7517), the newest first, open to its owner only. What is wrong with
 * it is told by an {@link IllegalStateException} whose message names the file and the way to mend it; no key is in it.
 */
public final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> STRANGERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final OwnersFile owners;

    public KeyFile(Path file) {
        this.file = file.toAbsolutePath();
        owners = new OwnersFile(this.file);
    }

    /** @return empty if there is no file */
    List<VaultKey> load() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            requireOwnerOnly();
            List<VaultKey> keys = JWKSet.parse(Files.readString(file)).getKeys().stream()
                    .map(this::key)
                    .toList();
            if (keys.isEmpty()) {
                throw refused("holds no key");
            }
            if (keys.stream().map(VaultKey::id).distinct().count() < keys.size()) {
                throw refused("holds two keys of one name ('kid')");
            }
            return keys;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the vault's key file " + file + " cannot be read (" + e
                            + "). Give the user that runs Carillon the right to read it.",
                    e);
        } catch (ParseException e) {
            // Not its cause: it may quote what it could not read.
            throw refused("is no JWK set");
        }
    }

    List<VaultKey> loadOrCreate() {
        if (!Files.exists(file)) {
            create();
        }
        return load();
    }

    /**
     * Replaces the keys, as one step for whoever reads them, and alone among all servers that share the file.
     *
     * @param change from the keys as the file has them now, to those that it shall have
     * @return what the file has then
     */
    List<VaultKey> change(UnaryOperator<List<VaultKey>> change) {
        try {
            owners.alone(() -> {
                List<VaultKey> before = load();
                List<VaultKey> after = change.apply(before);
                if (!after.equals(before)) {
                    owners.replace(text(after));
                }
            });
            return load();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the vault's key file " + file + " cannot be changed (" + e
                            + "). Give the user that runs Carillon the right to write there.",
                    e);
        }
    }

    /** Differs from what it was before if the file may have changed. */
    Object stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return "there is none";
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private VaultKey key(JWK jwk) {
        if (!(jwk instanceof OctetSequenceKey oct) || oct.toByteArray().length != VaultKey.BYTES) {
            throw refused("holds a key that is not of 32 bytes ('kty': 'oct')");
        }
        return oct.getKeyID() == null
                ? VaultKey.of(oct.toByteArray())
                : new VaultKey(oct.getKeyID(), oct.toSecretKey("AES"));
    }

    private static String text(List<VaultKey> keys) {
        return new JWKSet(keys.stream().<JWK>map(VaultKey::toJwk).toList()).toString(false);
    }

    private IllegalStateException refused(String how) {
        return new IllegalStateException("the vault's key file " + file + " " + how
                + ". Restore it from a backup; without it every account must be connected again.");
    }

    private void requireOwnerOnly() throws IOException {
        if (owners.isPosix() && Files.getPosixFilePermissions(file).stream().anyMatch(STRANGERS::contains)) {
            throw new IllegalStateException(
                    "other users may read or change the vault's key file. Run: chmod 600 " + file);
        }
    }

    private void create() {
        try {
            owners.create(text(List.of(VaultKey.random(new SecureRandom()))));
            LOG.info("Made a key for the vault in {}: keep it together with your backups", file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the vault's key file " + file + " cannot be made (" + e + "). Give the user that runs Carillon the"
                            + " right to write there, or set " + KeyRing.VARIABLE + ".",
                    e);
        }
    }
}
