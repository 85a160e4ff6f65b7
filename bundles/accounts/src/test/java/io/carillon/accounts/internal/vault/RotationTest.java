package io.carillon.accounts.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.VaultKeys.Key;
import io.carillon.api.service.VaultKeys.Use;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.core.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");

    @TempDir
    Path folder;

    private final FakeValues values = new FakeValues();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final List<Server> servers = new ArrayList<>();
    private Server server;
    private String old;

    /** One that tells the others of its keys whenever it beats, and not before. */
    private final class Server implements OtherServers {

        private final String name;
        private final Vault vault;
        private final Rotation rotation;
        private String told = "";

        Server(String name, String variable, Path file) {
            this.name = name;
            vault = Vault.open(variable, file, this);
            rotation = new Rotation(vault, () -> List.of(values), clock);
            servers.add(this);
            beat();
        }

        void beat() {
            told = vault.keyIds();
        }

        @Override
        public List<String> without(String keyId) {
            return servers.stream()
                    .filter(one -> !one.told.contains(keyId))
                    .map(one -> one.name)
                    .toList();
        }

        @Override
        public List<String> with(String keyId) {
            return servers.stream()
                    .filter(one -> one.told.contains(keyId))
                    .map(one -> one.name)
                    .toList();
        }

        void seal(String id) {
            SealedGrant sealed = vault.seal(WORKSPACE, new AccountId(id), Grant.oauthToken("SECRET-" + id));
            values.put(id, sealed.sealed(), sealed.keyId());
        }

        String open(String id) throws UnreadableGrantException {
            var row = values.rows.get(id);
            return vault.open(WORKSPACE, new AccountId(id), new SealedGrant(row.sealed(), row.key(), Optional.empty()))
                    .secret(Grant.ACCESS_TOKEN)
                    .orElseThrow();
        }
    }

    private Path file() {
        return folder.resolve("vault.json");
    }

    @BeforeEach
    void start() {
        server = new Server("one", "", file());
        old = server.told;
    }

    @Test
    void everythingIsSealedAnewAndTheOldKeyGoes() throws UnreadableGrantException {
        for (int i = 0; i < Rotation.BATCH * 2 + 1; i++) {
            server.seal("a_" + i);
        }

        server.rotation.rotate();
        server.beat();
        server.rotation.advance();

        String newest = server.rotation.status().keys().get(0).id();
        assertThat(newest).isNotEqualTo(old);
        assertThat(values.keys()).containsOnlyKeys(newest);
        assertThat(values.batches).isEqualTo(3);
        assertThat(server.open("a_200")).isEqualTo("SECRET-a_200");
        assertThat(new KeyFile(file()).load())
                .as("what is under way may be sealed with it")
                .hasSize(2);

        clock.advance(Rotation.GRACE);
        server.rotation.advance();
        assertThat(new KeyFile(file()).load()).extracting(VaultKey::id).containsExactly(newest);
        assertThat(server.rotation.advance()).as("nothing is left to do").isFalse();
    }

    @Test
    void newKeyDoesNotSealBeforeEveryServerHasIt() throws UnreadableGrantException {
        Server other = new Server("two", "", file());
        server.rotation.rotate();
        server.beat();

        server.seal("a_1");
        server.rotation.advance();
        assertThat(values.keys()).containsOnlyKeys(old);
        assertThat(server.rotation.status().keys()).extracting(Key::use).containsExactly(Use.NEXT, Use.SEALS);
        assertThat(server.rotation.status().waitingFor()).containsExactly("two");
        assertThat(other.open("a_1")).isEqualTo("SECRET-a_1");

        other.beat();
        server.seal("a_2");
        assertThat(values.keys()).hasSize(2);
        assertThat(other.open("a_2")).as("it is the same file").isEqualTo("SECRET-a_2");
        assertThat(server.rotation.status().waitingFor()).isEmpty();
    }

    @Test
    void serverWithAFileOfItsOwnReadsItWhenItMeetsAKeyThatItDoesNotKnow() throws Exception {
        Path copy = Files.copy(file(), folder.resolve("copy.json"));
        Server other = new Server("two", "", copy);
        server.rotation.rotate();
        Files.delete(copy);
        Files.copy(file(), copy);
        // It has not beaten since, but the first server was told that it has the key.
        other.told = server.vault.keyIds();
        server.beat();
        server.seal("a_1");

        assertThat(values.keys()).doesNotContainKey(old);
        assertThat(other.open("a_1")).isEqualTo("SECRET-a_1");
    }

    @Test
    void whatOthersSealedWithTheOldKeyMeanwhileIsSealedAnewToo() throws UnreadableGrantException {
        server.seal("a_1");
        server.rotation.rotate();
        server.beat();
        SealedGrant late = sealedWith(old);
        values.meanwhile = () -> values.put("a_1", late.sealed(), late.keyId());

        server.rotation.advance();
        assertThat(values.keys()).as("it was changed while it was sealed anew").containsOnlyKeys(old);
        clock.advance(Rotation.GRACE);
        server.rotation.advance();

        assertThat(values.keys()).doesNotContainKey(old);
        assertThat(server.open("a_1")).isEqualTo("SECRET-late");
    }

    private SealedGrant sealedWith(String key) throws UnreadableGrantException {
        VaultKey found = server.vault.keys().find(key).orElseThrow();
        String content = Jwe.open(
                server.vault
                        .seal(WORKSPACE, new AccountId("a_1"), Grant.oauthToken("SECRET-late"))
                        .sealed(),
                server.vault.keys()::find);
        return new SealedGrant(Jwe.seal(content, found), key, Optional.empty());
    }

    @Test
    void killedServerGoesOnWhereItWas() throws UnreadableGrantException {
        for (int i = 0; i < Rotation.BATCH + 1; i++) {
            server.seal("a_" + i);
        }
        server.rotation.rotate();
        server.beat();
        values.meanwhile = () -> {
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(server.rotation::advance).hasMessage("killed");
        assertThat(values.keys()).containsKey(old);

        servers.clear();
        Server next = new Server("one", "", file());
        next.rotation.advance();
        clock.advance(Rotation.GRACE);
        next.rotation.advance();

        assertThat(values.keys()).hasSize(1).doesNotContainKey(old);
        assertThat(new KeyFile(file()).load()).hasSize(1);
        assertThat(next.open("a_100")).isEqualTo("SECRET-a_100");
    }

    @Test
    void oldKeyStaysWhileSomethingIsSealedWithIt() {
        server.seal("a_1");
        values.put("broken", values.rows.get("a_1").sealed().replaceAll("\\.[^.]*$", ".AAAA"), old);
        server.rotation.rotate();
        server.beat();
        server.rotation.advance();
        clock.advance(Rotation.GRACE);
        server.rotation.advance();

        assertThat(values.keys()).containsEntry(old, 1L);
        assertThat(new KeyFile(file()).load()).hasSize(2);

        values.rows.remove("broken");
        server.rotation.advance();
        assertThat(new KeyFile(file()).load()).hasSize(1);
    }

    @Test
    void nextChangeWaitsForTheLast() {
        server.rotation.rotate();
        assertThatThrownBy(server.rotation::rotate)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("vault-rotating"));
    }

    @Test
    void keyFromOutsideIsChangedFromOutside() throws UnreadableGrantException {
        servers.clear();
        String zeros = Base64.getUrlEncoder().encodeToString(new byte[32]);
        Server outside = new Server("one", zeros, folder.resolve("none.json"));
        outside.seal("a_1");
        assertThatThrownBy(outside.rotation::rotate)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("vault-key-from-outside"))
                .hasMessageContaining("openssl");

        servers.clear();
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        String both = Base64.getUrlEncoder().encodeToString(ones) + "," + zeros;
        Server restarted = new Server("one", both, folder.resolve("none.json"));
        restarted.rotation.advance();

        assertThat(values.keys()).containsOnlyKeys(VaultKey.of(ones).id());
        assertThat(restarted.open("a_1")).isEqualTo("SECRET-a_1");
        assertThat(restarted.rotation.status().keys())
                .extracting(Key::use, Key::fromOutside, Key::sealed)
                .containsExactly(tuple(Use.SEALS, true, 1L), tuple(Use.OPENS, true, 0L));
    }

    @Test
    void missingKeysAreNamedAndNothingIsTouched() {
        server.seal("a_1");
        servers.clear();
        Server stranger = new Server("two", "", folder.resolve("another.json"));

        stranger.rotation.advance();

        assertThat(stranger.rotation.missing()).containsOnly(Map.entry(old, 1L));
        assertThat(stranger.rotation.status().keys()).extracting(Key::use).containsExactly(Use.SEALS, Use.MISSING);
        assertThat(values.keys()).containsOnlyKeys(old);
    }

    @Test
    void fileThatBreaksWhileTheServerRunsChangesNothing() throws IOException, UnreadableGrantException {
        server.seal("a_1");
        Files.writeString(file(), "SECRET, and no JWK set");
        server.rotation.advance();
        assertThat(server.vault.keyIds()).isEqualTo(old);
        assertThat(server.open("a_1")).isEqualTo("SECRET-a_1");

        Files.delete(file());
        Files.createDirectory(
                file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        server.rotation.advance();
        assertThat(server.vault.keyIds()).as("it cannot be read").isEqualTo(old);
        assertThat(server.open("a_1")).isEqualTo("SECRET-a_1");

        Files.delete(file());
        server.rotation.advance();
        assertThat(server.vault.keyIds()).isEqualTo(old);
        assertThat(file()).as("a new key would lose the old ones for good").doesNotExist();
    }
}
