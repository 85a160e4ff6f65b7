package io.carillon.rest.internal.auth;

import io.carillon.api.model.Role;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.rest.internal.body.Ids;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Sees to it that there is somebody who can sign in: on the first start of a server it creates {@code admin}.
 *
 * <p>The password is the one of the environment variable {@code CARILLON_ADMIN_PASSWORD}; without it one is generated
 * and written to {@code <carillon.data>/admin-password}, which only its owner can read and which stays until a person
 * deletes it.
 */
@Component(service = Administrator.class)
public final class Administrator {

    static final String USERNAME = "admin";

    private final IdentityStore identities;
    private final WorkspaceStore workspaces;
    private final Clock clock;
    private final RandomGenerator random;
    private final Optional<String> announcement;

    /** @throws IOException if a generated password cannot be written */
    @Activate
    public Administrator(
            BundleContext context, @Reference IdentityStore identities, @Reference WorkspaceStore workspaces)
            throws IOException {
        this(
                identities,
                workspaces,
                Clock.systemUTC(),
                new SecureRandom(),
                Optional.ofNullable(System.getenv("CARILLON_ADMIN_PASSWORD")).filter(text -> !text.isEmpty()),
                Path.of(context.getProperty("carillon.data")).resolve("admin-password"));
    }

    Administrator(
            IdentityStore identities,
            WorkspaceStore workspaces,
            Clock clock,
            RandomGenerator random,
            Optional<String> chosen,
            Path file)
            throws IOException {
        this.identities = identities;
        this.workspaces = workspaces;
        this.clock = clock;
        this.random = random;
        announcement = identities.hasUsers() ? reminder(file) : Optional.of(create(chosen, file));
        giveWorkspace();
    }

    /**
     * What to tell whoever started the server: how to sign in at the first start, and at later ones where the first
     * password is, as long as that file is there; empty after that.
     */
    public Optional<String> announcement() {
        return announcement;
    }

    /** The start that made the password may have ended before it could say so, or nobody looked. */
    private static Optional<String> reminder(Path file) {
        return Files.exists(file)
                ? Optional.of("Administrator: " + USERNAME + " / first password: kept in " + file
                        + ", which only you can read; delete that file when you have noted or changed it.")
                : Optional.empty();
    }

    private String create(Optional<String> chosen, Path file) throws IOException {
        chosen.filter(password -> password.length() < Passwords.MIN_LENGTH).ifPresent(password -> {
            throw StartupFailure.tell(new IllegalArgumentException("CARILLON_ADMIN_PASSWORD has " + password.length()
                    + " characters; it needs at least " + Passwords.MIN_LENGTH
                    + ". Choose a longer one and start again."));
        });
        String password = chosen.orElseGet(() -> new Secrets(random).encode(Passwords.GENERATED_BYTES));
        if (chosen.isEmpty()) {
            // Before the person exists: a password that nobody can know would lock everybody out.
            write(file, password);
        }
        identities.addUser(new User(
                new UserId(new Ids(clock, random).next("u")),
                USERNAME,
                new Passwords(random).hash(password),
                true,
                clock.instant()));
        return chosen.isPresent()
                ? "Administrator: " + USERNAME + " / password: as set by CARILLON_ADMIN_PASSWORD"
                : "Administrator: " + USERNAME + " / first password: " + password
                        + System.lineSeparator() + "It is shown this once and kept in " + file
                        + ", which only you can read; delete that file when you have noted it, and change the password:"
                        + " PUT /api/v1/session/password.";
    }

    /** In a step of its own, so that a start that died between the two is made good by the next. */
    private void giveWorkspace() {
        identities
                .findUser(USERNAME)
                .filter(User::administrator)
                .filter(user -> workspaces.memberships(user.id()).isEmpty())
                .ifPresent(user -> workspaces.setRole(Workspace.DEFAULT_ID, user.id(), Role.OWNER));
    }

    private static void write(Path file, String password) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, ownerOnly(file.getFileSystem()));
        Files.writeString(file, password + System.lineSeparator(), StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] ownerOnly(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------")))
                }
                : new FileAttribute<?>[0];
    }
}
