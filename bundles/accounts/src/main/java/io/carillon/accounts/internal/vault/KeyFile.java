package io.carillon.accounts.internal.vault;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds the vault's keys: a JWK set (RFC 7517), the newest first, open to its owner only. */
public final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> STRANGERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;

    public KeyFile(Path file) {
        this.file = file.toAbsolutePath();
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
            return keys;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The accounts cannot start: the vault's key file " + file + " cannot be read (" + e
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

    private VaultKey key(JWK jwk) {
        if (!(jwk instanceof OctetSequenceKey oct) || oct.toByteArray().length != VaultKey.BYTES) {
            throw refused("holds a key that is not of 32 bytes ('kty': 'oct')");
        }
        return oct.getKeyID() == null
                ? VaultKey.of(oct.toByteArray())
                : new VaultKey(oct.getKeyID(), oct.toSecretKey("AES"));
    }

    private IllegalStateException refused(String how) {
        return new IllegalStateException("The accounts cannot start: the vault's key file " + file + " " + how
                + ". Restore it from a backup; without it every account must be connected again.");
    }

    private void requireOwnerOnly() throws IOException {
        if (!isPosix()) {
            return;
        }
        if (Files.getPosixFilePermissions(file).stream().anyMatch(STRANGERS::contains)) {
            throw new IllegalStateException("The accounts cannot start: other users may read or change the vault's key"
                    + " file. Run: chmod 600 " + file);
        }
    }

    private void create() {
        Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        JWKSet keys = new JWKSet(VaultKey.random(new SecureRandom()).toJwk());
        try {
            Files.createDirectories(file.getParent(), only("rwx------"));
            Files.createFile(draft, only("rw-------"));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.write(StandardCharsets.UTF_8.encode(keys.toString(false)));
                channel.force(true);
            }
            putInPlace(draft);
            LOG.info("Made a key for the vault in {}: keep it together with your backups", file);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The accounts cannot start: the vault's key file " + file + " cannot be made (" + e + "). Give the"
                            + " user that runs Carillon the right to write there, or set " + KeyRing.VARIABLE + ".",
                    e);
        }
    }

    /** Where two servers start at once, the first one's key counts: it may have sealed something already. */
    private void putInPlace(Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
            Files.delete(draft);
        } catch (FileAlreadyExistsException e) {
            Files.delete(draft);
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        }
    }

    private FileAttribute<?>[] only(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
