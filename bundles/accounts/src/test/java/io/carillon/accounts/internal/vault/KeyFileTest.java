package io.carillon.accounts.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final String KEY_OF_ZEROS =
            Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);

    @TempDir
    Path folder;

    private Path path;
    private KeyFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("keys/vault.json");
        file = new KeyFile(path);
    }

    @Test
    void isMadeOnceAndForItsOwnerOnly() throws IOException {
        VaultKey made = file.loadOrCreate().get(0);

        assertThat(file.loadOrCreate()).containsExactly(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(path.getParent())) {
            assertThat(all).containsExactly(path);
        }
    }

    @Test
    void serversThatStartTogetherAgreeOnOneKey() throws InterruptedException {
        Queue<VaultKey> keys = new ConcurrentLinkedQueue<>();
        Thread[] servers = Stream.generate(() -> new Thread(
                        () -> keys.add(new KeyFile(path).loadOrCreate().get(0))))
                .limit(8)
                .toArray(Thread[]::new);
        for (Thread server : servers) {
            server.start();
        }
        for (Thread server : servers) {
            server.join();
        }
        assertThat(keys).hasSize(8);
        assertThat(keys.stream().distinct()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw-----w-"})
    void fileThatOthersCanReadIsRefusedWithTheFix(String permissions) throws IOException {
        file.loadOrCreate();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(file::loadOrCreate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600 " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json, but SECRET",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"U0VDUkVU\",\"kid\":\"short\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"SECRET\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"kid\":\"a\"},"
                        + "{\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"kid\":\"a\"}]}"
            })
    void damagedFileIsRefusedAndNeverReplaced(String content) throws IOException {
        file.loadOrCreate();
        Files.writeString(path, content);
        assertThatThrownBy(file::loadOrCreate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("backup")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
        assertThat(path).hasContent(content);
    }

    @Test
    void fileThatCannotBeReadIsRefusedWithTheFix() throws IOException {
        Files.createDirectories(path.getParent());
        // The one thing that nobody can read as a file, root included.
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatThrownBy(file::loadOrCreate)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasMessageContainingAll(path.toString(), "cannot be read", "the right to read it");
        assertThat(path).isDirectory();
    }

    @Test
    void keysKeepTheirOrderAndNames() throws IOException {
        file.loadOrCreate();
        Files.writeString(
                path,
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"%s\",\"kid\":\"new\"},{\"kty\":\"oct\",\"k\":\"%s\",\"kid\":\"old\"}]}"
                        .formatted(KEY_OF_ZEROS, KEY_OF_ZEROS));
        assertThat(file.load()).extracting(VaultKey::id).containsExactly("new", "old");
    }

    @Test
    void keyOfTheEnvironmentSealsAndNoFileIsMade() {
        KeyRing ring = KeyRing.of(KEY_OF_ZEROS, file);
        assertThat(ring.newest()).isEqualTo(VaultKey.of(new byte[32]));
        assertThat(path).doesNotExist();
    }

    @Test
    void keyOfTheEnvironmentGoesBeforeThoseOfTheFile() {
        VaultKey inFile = file.loadOrCreate().get(0);
        assertThat(KeyRing.of(KEY_OF_ZEROS + "\n", file).keys()).containsExactly(VaultKey.of(new byte[32]), inFile);
        assertThat(KeyRing.of("", file).keys()).containsExactly(inFile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tooShortSECRET", "!not base64 SECRET!"})
    void wrongKeyOfTheEnvironmentIsRefusedWithoutShowingIt(String variable) {
        assertThatThrownBy(() -> KeyRing.of(variable, file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CARILLON_VAULT_KEY")
                .hasMessageContaining("openssl")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
    }

    @Test
    void environmentMayGiveSeveralKeysTheNewestFirst() {
        VaultKey other = VaultKey.random(new SecureRandom());
        String variable = Base64.getUrlEncoder().encodeToString(other.key().getEncoded()) + ", " + KEY_OF_ZEROS + "\n";
        assertThat(KeyRing.of(variable, file).keys()).containsExactly(other, VaultKey.of(new byte[32]));
    }

    @Test
    void keysAreReplacedAtOnceAndStayTheOwners() throws IOException {
        VaultKey first = file.loadOrCreate().get(0);
        VaultKey second = VaultKey.random(new SecureRandom());
        Object before = file.stamp();

        assertThat(file.change(keys -> List.of(second, keys.get(0)))).containsExactly(second, first);

        assertThat(new KeyFile(path).load()).containsExactly(second, first);
        assertThat(file.stamp()).isNotEqualTo(before);
        try (Stream<Path> all = Files.list(path.getParent())) {
            assertThat(all)
                    .as("no draft is left")
                    .containsExactlyInAnyOrder(path, path.resolveSibling(".vault.json.lock"))
                    .allSatisfy(one -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void changesThatMeetAreAllMade() throws InterruptedException {
        file.loadOrCreate();
        Thread[] servers = Stream.generate(() -> new Thread(() -> new KeyFile(path)
                        .change(keys -> Stream.concat(Stream.of(VaultKey.random(new SecureRandom())), keys.stream())
                                .toList())))
                .limit(8)
                .toArray(Thread[]::new);
        for (Thread server : servers) {
            server.start();
        }
        for (Thread server : servers) {
            server.join();
        }
        assertThat(file.load()).hasSize(9);
    }

    @Test
    void folderThatCannotBeWrittenToIsRefused() throws IOException {
        Files.writeString(folder.resolve("keys"), "a file, not a folder");
        assertThatThrownBy(file::loadOrCreate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("CARILLON_VAULT_KEY");
    }
}
