package io.carillon.rest.internal.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.fake.Server;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Approving and rejecting, and who may do what to which posts. */
class ReviewsTest {

    private static final String SCHEDULE = "{\"at\": \"2031-05-01T09:00:00\", \"zone\": \"Europe/Berlin\"}";

    @TempDir
    Path folder;

    private Server server;
    private Client owner;
    private Client editor;
    private Client approver;
    private String account;

    @BeforeEach
    void open() {
        server = new Server(folder);
        server.person("u_ed", "ed", false, Role.EDITOR);
        server.person("u_anna", "anna", false, Role.APPROVER);
        owner = server.client();
        editor = server.client(server.token("u_ed", Scope.ALL));
        approver = server.client(server.token("u_anna", Scope.READ, Scope.PUBLISH));
        account = owner.post("accounts", "{\"platform\": \"sandbox\"}").at("/id");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void wantApproval() {
        Answer changed = owner.json("PATCH", "workspaces/default", "{\"approvalRequired\": true}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/approvalRequired")).isEqualTo("true");
    }

    private String create(String caption, String schedule) {
        Answer created = owner.post("posts", body(caption, schedule));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.at("/id");
    }

    private String body(String caption, String schedule) {
        return "{\"caption\": \"" + caption + "\", \"accounts\": [\"" + account + "\"], \"schedule\": " + schedule
                + "}";
    }

    @Test
    void workspaceThatWantsApprovalHoldsWhatIsScheduledUntilSomebodyApprovesIt() {
        assertThat(owner.get("workspaces/default").at("/approvalRequired")).isEqualTo("false");
        wantApproval();

        String id = create("Ring", SCHEDULE);
        Answer waiting = editor.get("posts/" + id);
        Answer approved = approver.with("If-Match", waiting.header("ETag")).post("posts/" + id + "/approve", "");

        assertThat(waiting.at("/state")).isEqualTo("WAITING");
        assertThat(waiting.at("/deliveries/0/waitReason")).isEqualTo("APPROVAL_MISSING");
        assertThat(waiting.at("/deliveries/0/problem/code")).isEqualTo("approval-missing");
        assertThat(approved.status()).as(approved.text()).isEqualTo(200);
        assertThat(approved.at("/state")).isEqualTo("SCHEDULED");
        assertThat(approved.at("/review/verdict")).isEqualTo("APPROVED");
        assertThat(approved.at("/review/by")).isEqualTo("u_anna");
        assertThat(approved.at("/review/revision")).isEqualTo("1");
        assertThat(approved.at("/review/current")).isEqualTo("true");
    }

    @Test
    void settingStaysAsItIsUnlessItIsNamed() {
        wantApproval();

        assertThat(owner.json("PATCH", "workspaces/default", "{\"name\": \"Bells\"}")
                        .at("/approvalRequired"))
                .isEqualTo("true");
        assertThat(owner.with("If-Match", "\"1\"")
                        .json("PATCH", "workspaces/default", "{\"approvalRequired\": false}")
                        .status())
                .isEqualTo(412);
        assertThat(editor.json("PATCH", "workspaces/default", "{\"approvalRequired\": false}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void rejectedPostIsADraftThatSaysWhy() {
        wantApproval();
        String id = create("Ring", SCHEDULE);

        Answer rejected = approver.post("posts/" + id + "/reject", "{\"reason\": \"The door is blue.\"}");

        assertThat(rejected.at("/state")).isEqualTo("DRAFT");
        assertThat(rejected.at("/schedule")).isEqualTo("null");
        assertThat(rejected.at("/review/verdict")).isEqualTo("REJECTED");
        assertThat(rejected.at("/review/reason")).isEqualTo("The door is blue.");
        Answer silent = approver.post("posts/" + id + "/reject", "{}");
        assertThat(silent.status()).isEqualTo(422);
        assertThat(silent.at("/errors/0/field")).isEqualTo("reason");
    }

    @Test
    void editWithdrawsAnApprovalUnlessWhoeverEditsMayApprove() {
        wantApproval();
        String id = create("Ring", SCHEDULE);
        approver.post("posts/" + id + "/approve", "");

        Answer byOwner = owner.json("PATCH", "posts/" + id, "{\"caption\": \"Ring twice\"}");
        Answer byEditor = editor.json("PATCH", "posts/" + id, "{\"caption\": \"Ring thrice\"}");

        assertThat(byOwner.at("/state")).isEqualTo("SCHEDULED");
        assertThat(byOwner.at("/review/by")).isEqualTo("u_admin");
        assertThat(byOwner.at("/review/revision")).isEqualTo("2");
        assertThat(byEditor.at("/state")).isEqualTo("WAITING");
        assertThat(byEditor.at("/review/current")).isEqualTo("false");
    }

    @Test
    void onlyOwnersAndApproversWhoseTokenMayPublishApprove() {
        String id = create("Ring", SCHEDULE);
        server.person("u_view", "view", false, Role.VIEWER);

        for (Client nobody : new Client[] {editor, server.client(server.token("u_view", Scope.ALL))}) {
            assertThat(nobody.post("posts/" + id + "/approve", "").at("/code")).isEqualTo("role-too-low");
            assertThat(nobody.post("posts/" + id + "/reject", "{\"reason\": \"No\"}")
                            .at("/code"))
                    .isEqualTo("role-too-low");
        }
        Client reader = server.client(server.token(Scope.READ, Scope.WRITE));
        assertThat(reader.post("posts/" + id + "/approve", "").at("/code")).isEqualTo("scope-missing");
        assertThat(approver.json("PATCH", "posts/" + id, "{\"caption\": \"Mine\"}")
                        .status())
                .isEqualTo(403);
    }

    /** What goes out needs publish, drafts need write; {@code -} is for a post that was never scheduled. */
    @ParameterizedTest
    @CsvSource({
        "PATCH, '',           '{\"caption\": \"New\"}',    draft,     200, 403",
        "PATCH, '',           '{\"caption\": \"New\"}',    scheduled, 403, 403",
        "PATCH, '',           '{\"labels\": [\"x\"]}',     scheduled, 403, 403",
        "PATCH, '',           '{\"schedule\": null}',      scheduled, 403, 403",
        "PUT,   '',           body,                        draft,     200, 403",
        "PUT,   '',           body,                        scheduled, 403, 403",
        "DELETE,'',           '',                          draft,     204, 403",
        "DELETE,'',           '',                          scheduled, 403, 403",
        "POST,  /schedule,    schedule,                    draft,     403, 403",
        "POST,  /publish,     '',                          draft,     403, 403",
        "POST,  /cancel,      '',                          scheduled, 403, 403",
        "POST,  /duplicate,   '',                          scheduled, 201, 403",
    })
    void writeIsForDraftsAndPublishForWhatGoesOut(
            String method, String action, String body, String kind, int writing, int reading) {
        boolean isScheduled = kind.equals("scheduled");
        String sent = body.equals("body") ? body("New", "null") : body.equals("schedule") ? SCHEDULE : body;

        for (Scope[] scopes : new Scope[][] {{Scope.READ}, {Scope.READ, Scope.WRITE}}) {
            String id = create("Ring", isScheduled ? SCHEDULE : "null");
            Answer answer = server.client(server.token(scopes)).json(method, "posts/" + id + action, sent);
            assertThat(answer.status()).as(answer.text()).isEqualTo(scopes.length == 1 ? reading : writing);
        }
        String id = create("Ring", isScheduled ? SCHEDULE : "null");
        Answer all = server.client(server.token(Scope.READ, Scope.WRITE, Scope.PUBLISH))
                .json(method, "posts/" + id + action, sent);
        assertThat(all.status()).as(all.text()).isBetween(200, 204);
    }

    @Test
    void creatingWithAScheduleIsPublishing() {
        Client writer = server.client(server.token(Scope.READ, Scope.WRITE));

        assertThat(writer.post("posts", body("Ring", SCHEDULE)).status()).isEqualTo(403);
        assertThat(writer.post("posts", body("Ring", "null")).status()).isEqualTo(201);
    }
}
