package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.ServerCase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsersTest extends ServerCase {

    private Browsers browsers;

    @BeforeEach
    void start() {
        browsers = new Browsers(server.backend(), server.clock);
    }

    @Test
    void aTokenThatOnlyReadsConnectsNothing() {
        assertThat(withToken(server.token(Scope.READ)).user()).isEmpty();
        assertThat(withToken("made-up").user()).isEmpty();
        Visitor writer = withToken(server.token(Scope.WRITE));
        assertThat(writer.is(new UserId("u_admin"), Workspace.DEFAULT_ID)).isTrue();
    }

    @Test
    void whoOnlyReadsInAWorkspaceConnectsNothingThere() {
        server.person("u_viewer", "viewer", false, Role.VIEWER);
        Visitor viewer = signedIn("viewer");
        assertThat(viewer.user()).contains(new UserId("u_viewer"));
        assertThat(viewer.workspaces()).isEmpty();
        assertThat(withToken(server.token("u_viewer", Scope.WRITE)).user()).isEmpty();

        server.person("u_editor", "editor", false, Role.EDITOR);
        assertThat(signedIn("editor").is(new UserId("u_editor"), Workspace.DEFAULT_ID))
                .isTrue();
    }

    private Visitor withToken(String token) {
        return browsers.visitor(Optional.empty(), Optional.empty(), Optional.of("Bearer " + token));
    }

    private Visitor signedIn(String name) {
        Answer answer =
                server.nobody().post("session", "{\"username\": \"" + name + "\", \"password\": \"correct horse\"}");
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(one -> one.startsWith("carillon-session="))
                .map(one -> one.replaceFirst("^[^=]+=([^;]+).*$", "$1"))
                .findFirst()
                .orElseThrow();
        return browsers.visitor(Optional.of(cookie), Optional.empty(), Optional.empty());
    }
}
