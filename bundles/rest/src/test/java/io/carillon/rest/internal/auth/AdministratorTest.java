package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Role;
import io.carillon.api.model.User;
import io.carillon.rest.internal.fake.FakeIdentities;
import io.carillon.rest.internal.fake.FakeWorkspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class AdministratorTest {

    @TempDir
    Path folder;

    private final FakeIdentities identities = new FakeIdentities();
    private final FakeWorkspaces workspaces = new FakeWorkspaces();

    private Administrator start(Optional<String> chosen) throws IOException {
        return new Administrator(
                identities,
                workspaces,
                Clock.systemUTC(),
                new Random(3),
                chosen,
                folder.resolve("data/admin-password"));
    }

    /** A server's administrator at its very first start, with a password that is generated into this file. */
    public static Administrator firstStart(Path file) throws IOException {
        return new Administrator(
                new FakeIdentities(), new FakeWorkspaces(), Clock.systemUTC(), new Random(3), Optional.empty(), file);
    }

    private User admin() {
        return identities.findUser("admin").orElseThrow();
    }

    private static boolean opens(String password, User user) {
        return new Passwords(new Random(1))
                .check(password, Optional.of(user.passwordHash()))
                .orElseThrow();
    }

    @Test
    void firstStartGeneratesAPasswordThatOnlyItsOwnerCanRead() throws IOException {
        Administrator administrator = start(Optional.empty());

        Path file = folder.resolve("data/admin-password");
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(administrator.announcement().orElseThrow())
                .contains("Administrator: admin / first password: " + password)
                .contains(file.toString())
                .contains("delete");
        assertThat(opens(password, admin())).isTrue();
        assertThat(admin().administrator()).isTrue();
        assertThat(admin().passwordHash()).startsWith("$argon2id$");
        assertThat(workspaces.memberships(admin().id()).get(0).role()).isEqualTo(Role.OWNER);
    }

    @Test
    void chosenPasswordIsNeitherShownNorWritten() throws IOException {
        Administrator administrator = start(Optional.of("chosen by me"));

        assertThat(administrator.announcement().orElseThrow()).contains("admin").doesNotContain("chosen by me");
        assertThat(folder.resolve("data/admin-password")).doesNotExist();
        assertThat(opens("chosen by me", admin())).isTrue();
        assertThat(opens("chosen by you", admin())).isFalse();
    }

    @Test
    void laterStartChangesNothing() throws IOException {
        start(Optional.of("chosen by me"));
        User before = admin();

        assertThat(start(Optional.of("another one")).announcement()).isEmpty();
        assertThat(admin()).isEqualTo(before);
    }

    @Test
    void laterStartTellsWhereAFirstPasswordStillIs() throws IOException {
        start(Optional.empty());
        Path file = folder.resolve("data/admin-password");
        String password = Files.readString(file).strip();

        assertThat(start(Optional.empty()).announcement().orElseThrow())
                .contains("kept in " + file)
                .doesNotContain(password);
        Files.delete(file);
        assertThat(start(Optional.empty()).announcement()).isEmpty();
    }

    @Test
    void startThatDiedHalfwayIsMadeGood() throws IOException {
        start(Optional.of("chosen by me"));
        FakeWorkspaces fresh = new FakeWorkspaces();

        new Administrator(
                identities, fresh, Clock.systemUTC(), new Random(3), Optional.empty(), folder.resolve("unused"));

        assertThat(fresh.memberships(admin().id())).hasSize(1);
    }

    @Test
    void shortPasswordIsRefused() {
        assertThatThrownBy(() -> start(Optional.of("short")))
                .hasMessageContaining("CARILLON_ADMIN_PASSWORD has 5 characters; it needs at least 8");
        assertThat(identities.users).isEmpty();
    }

    @Test
    void hashingStartsNoThreads() {
        new Passwords(new Random(1)).hash("some password");

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("password4j"));
    }
}
