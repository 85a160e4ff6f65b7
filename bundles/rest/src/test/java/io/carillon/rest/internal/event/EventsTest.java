package io.carillon.rest.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.rest.internal.fake.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each line that a test waits for comes within a second or two; none is waited for that should not come. */
@Timeout(30)
class EventsTest {

    private static final WorkspaceId OTHER = new WorkspaceId("other");

    @TempDir
    Path folder;

    private Server server;
    private final List<Stream<String>> open = new ArrayList<>();

    @BeforeEach
    void start() {
        server = new Server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
        open.forEach(Stream::close);
    }

    private Map<String, String> reader() {
        return Map.of("Authorization", "Bearer " + server.token(Scope.READ));
    }

    private Iterator<String> stream(Map<String, String> headers) {
        Stream<String> lines = server.lines("events", headers);
        open.add(lines);
        return lines.iterator();
    }

    private static String next(Iterator<String> lines, String beginning) {
        String line = lines.next();
        while (!line.startsWith(beginning)) {
            line = lines.next();
        }
        return line;
    }

    private String tell(WorkspaceId workspace, String account, AccountStatus status) {
        server.clock.advance(Duration.ofMillis(10));
        return tell(workspace, account, status, server.clock.instant());
    }

    private String tell(WorkspaceId workspace, String account, AccountStatus status, Instant at) {
        server.events.tell(
                workspace, EventType.ACCOUNT_CHANGED, Map.of("account", account, "status", status.name()), at);
        return server.events.after(workspace, "", 100).stream()
                .filter(event -> account.equals(event.data().get("account")))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void changeOfAnAccountArrivesWhileTheStreamIsOpen() {
        Iterator<String> lines = stream(reader());
        assertThat(lines.next()).as("it is open").startsWith(":");

        tell(OTHER, "a_other", AccountStatus.CONNECTED);
        String id = tell(Workspace.DEFAULT_ID, "a_1", AccountStatus.NEEDS_RECONNECT);

        assertThat(next(lines, "event:")).isEqualTo("event: account.changed");
        assertThat(next(lines, "id:")).isEqualTo("id: " + id);
        assertThat(next(lines, "data:"))
                .as("the first is that of the caller's workspace")
                .contains("\"account\":\"a_1\"", "\"status\":\"NEEDS_RECONNECT\"");
    }

    @Test
    void streamGoesOnAfterTheLastEventThatWasSeen() {
        tell(Workspace.DEFAULT_ID, "a_before", AccountStatus.CONNECTED);
        server.clock.advance(EventStream.LOOK_BACK.plusSeconds(1));
        String seen = tell(Workspace.DEFAULT_ID, "a_seen", AccountStatus.CONNECTED);
        tell(Workspace.DEFAULT_ID, "a_missed", AccountStatus.EXPIRING);
        server.clock.advance(Duration.ofHours(1));

        Iterator<String> lines =
                stream(Map.of("Authorization", "Bearer " + server.token(Scope.READ), "Last-Event-ID", seen));

        assertThat(next(lines, "data:")).contains("a_missed");
    }

    @Test
    void whatIsStoredLateByAnotherServerIsSentAndNothingTwice() {
        Iterator<String> lines = stream(reader());
        lines.next();
        server.clock.advance(Duration.ofSeconds(3));
        tell(Workspace.DEFAULT_ID, "a_second", AccountStatus.CONNECTED, server.clock.instant());
        assertThat(next(lines, "data:")).contains("a_second");

        tell(
                Workspace.DEFAULT_ID,
                "a_late",
                AccountStatus.CONNECTED,
                server.clock.instant().minusSeconds(2));
        assertThat(next(lines, "data:")).contains("a_late");

        tell(Workspace.DEFAULT_ID, "a_last", AccountStatus.CONNECTED);
        assertThat(next(lines, "data:")).as("neither of them again").contains("a_last");
    }

    @Test
    void resumedStreamLooksBackForWhatWasStoredLate() {
        Instant now = server.clock.instant();
        String seen = tell(Workspace.DEFAULT_ID, "a_seen", AccountStatus.CONNECTED, now);
        tell(Workspace.DEFAULT_ID, "a_long_ago", AccountStatus.CONNECTED, now.minusSeconds(60));
        tell(Workspace.DEFAULT_ID, "a_late", AccountStatus.CONNECTED, now.minusSeconds(3));

        Iterator<String> lines =
                stream(Map.of("Authorization", "Bearer " + server.token(Scope.READ), "Last-Event-ID", seen));

        assertThat(next(lines, "data:")).contains("a_late");
        server.clock.advance(Duration.ofMinutes(1));
        tell(Workspace.DEFAULT_ID, "a_next", AccountStatus.CONNECTED);
        assertThat(next(lines, "data:")).as("not what was seen").contains("a_next");
    }

    @Test
    void whoeverOpensAStreamIsListenedFor() {
        stream(reader()).next();
        assertThat(server.events.listenedUntil(Workspace.DEFAULT_ID))
                .contains(server.clock.instant().plus(EventStreams.LISTENING));
        assertThat(server.events.listenedUntil(OTHER)).isEmpty();
    }

    @Test
    void silentStreamIsKeptAlive() {
        Iterator<String> lines = stream(reader());
        assertThat(lines.next()).startsWith(":");
        server.clock.advance(EventStream.HEARTBEAT.plusSeconds(1));
        assertThat(next(lines, ":")).startsWith(":");
    }

    @Test
    void streamEndsAfterAWhileSoThatItsCallerIsAskedAgain() {
        Iterator<String> lines = stream(reader());
        lines.next();
        server.clock.advance(EventStreams.LONGEST.plusSeconds(1));
        while (lines.hasNext()) {
            lines.next();
        }
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    void nobodyHasTooManyAndStrangersHaveNone() {
        assertThat(server.nobody().get("events").status()).isEqualTo(401);
        for (int i = 0; i < EventStreams.MOST_OF_ONE; i++) {
            stream(reader()).next();
        }
        Server.Answer refused = server.client().get("events");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.at("/code")).isEqualTo("too-many-streams");
    }
}
