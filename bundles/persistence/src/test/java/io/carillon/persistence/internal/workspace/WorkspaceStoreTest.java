package io.carillon.persistence.internal.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Role;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.api.store.WorkspaceStore.Membership;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class WorkspaceStoreTest {

    private static final UserId ADA = new UserId("u_ada");

    private WorkspaceStore workspaces;

    @BeforeEach
    void open() {
        workspaces = TestStores.empty().workspaces();
    }

    @Test
    void aNewStoreHasTheDefaultWorkspace() {
        Workspace found = workspaces.find(Workspace.DEFAULT_ID).orElseThrow();

        assertThat(found.missed()).isEqualTo(MissedPolicy.DEFAULT);
        assertThat(workspaces.find(new WorkspaceId("other"))).isEmpty();
    }

    @Test
    void whoAddsAWorkspaceOwnsIt() {
        workspaces.add(workspace("brand"), ADA);

        assertThat(workspaces.memberships(ADA)).containsExactly(new Membership(stored("brand"), Role.OWNER));
        assertThat(stored("brand").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void aTakenIdIsRefused() {
        workspaces.add(workspace("brand"), ADA);

        assertThatThrownBy(() -> workspaces.add(workspace("brand"), new UserId("u_bob")))
                .isInstanceOf(InUseException.class);
        assertThat(workspaces.memberships(new UserId("u_bob"))).isEmpty();
    }

    @Test
    void rolesAreGivenAndChanged() {
        workspaces.setRole(Workspace.DEFAULT_ID, ADA, Role.VIEWER);
        workspaces.add(workspace("brand"), ADA);
        workspaces.setRole(Workspace.DEFAULT_ID, ADA, Role.EDITOR);

        assertThat(workspaces.memberships(ADA)).extracting(Membership::role).containsExactly(Role.EDITOR, Role.OWNER);
    }

    @Test
    void ofTwoChangesToTheSameVersionOneWins() {
        workspaces.add(workspace("brand"), ADA);
        Workspace read = stored("brand");
        Workspace renamed = new Workspace(read.id(), "Renamed", read.zone(), read.missed(), true, read.version());

        workspaces.update(renamed);

        assertThat(stored("brand").name()).isEqualTo("Renamed");
        assertThat(stored("brand").approvalRequired()).isTrue();
        assertThat(stored("brand").version()).isGreaterThan(read.version());
        assertThatThrownBy(() -> workspaces.update(renamed)).isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> workspaces.update(workspace("unknown"))).isInstanceOf(StaleException.class);
    }

    private Workspace stored(String id) {
        return workspaces.find(new WorkspaceId(id)).orElseThrow();
    }

    private static Workspace workspace(String id) {
        return new Workspace(
                new WorkspaceId(id),
                "Name",
                ZoneId.of("Europe/Berlin"),
                new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ofMinutes(5)),
                1);
    }

    @Test
    void zoneThatThisJavaDoesNotKnowIsReadAndKept() {
        Workspace odd =
                new Workspace(new WorkspaceId("odd"), "Odd", TimeZones.of("Europe/Atlantis"), MissedPolicy.DEFAULT, 1);
        workspaces.add(odd, ADA);
        workspaces.add(workspace("brand"), ADA);

        assertThat(workspaces.memberships(ADA))
                .extracting(membership -> membership.workspace().zone().getId())
                .containsExactlyInAnyOrder("Europe/Atlantis", "Europe/Berlin");
    }
}
