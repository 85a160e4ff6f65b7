package io.carillon.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.service.Queues;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.WorkspaceStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.karaf.shell.api.console.CommandLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When things go out, said and shown at the console. */
class PlanningCommandsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant DUE = Instant.parse("2026-02-10T08:00:00Z");
    private static final Workspace WORKSPACE =
            new Workspace(Workspace.DEFAULT_ID, "Bells", BERLIN, MissedPolicy.DEFAULT, 1);

    private final FakePosts posts = new FakePosts();
    private final Account account = Account.of(Platform.SANDBOX, "me", "My name", Grant.none());

    private final WorkspaceStore workspaces = answering(WorkspaceStore.class, (method, arguments) -> {
        assertThat(method).isEqualTo("find");
        return Optional.of(WORKSPACE).filter(one -> one.id().equals(arguments.get(0)));
    });

    private static <T> T answering(Class<T> type, BiFunction<String, List<Object>, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(method.getName(), Arrays.asList(arguments))));
    }

    private static String print(Report command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private StoredPost stored(Post post) {
        return new StoredPost(new PostId("p_1"), Workspace.DEFAULT_ID, 3, post, DUE, DUE);
    }

    private Delivery delivery(StoredPost post, Instant due) {
        return Delivery.scheduled(
                new DeliveryId("d_1"), post, account, due, new IdempotencyKey("k", due), Preparation.NONE, due);
    }

    private void keep(Post post) {
        StoredPost stored = stored(post);
        posts.rows.clear();
        posts.rows.add(new PostWithDeliveries(stored, List.of(delivery(stored, DUE))));
    }

    @BeforeEach
    void store() {
        keep(Post.to(account).caption("Ding").build());
    }

    // ---- schedule -----------------------------------------------------------------------------

    private ScheduleCommand schedule(String at) {
        ScheduleCommand command = new ScheduleCommand();
        command.posts = posts;
        command.workspaces = workspaces;
        command.id = "p_1";
        command.at = at;
        return command;
    }

    @Test
    void localTimeIsOfTheWorkspacesZoneUnlessAnotherIsNamed() {
        assertThat(print(schedule("2026-03-02T09:00")))
                .contains("scheduled for 2026-03-02T09:00 (Europe/Berlin), which is 2026-03-02T08:00:00Z.", "d_1");
        ScheduleCommand elsewhere = schedule("2026-03-02T09:00");
        elsewhere.zone = "Asia/Tokyo";
        print(elsewhere);
        ScheduleCommand nowhere = schedule("2026-03-02T09:00");
        nowhere.workspace = "w_other";
        print(nowhere);

        assertThat(posts.said)
                .containsExactly(
                        "schedules p_1 if it is OptionalLong[3]: LOCAL 2026-03-02T08:00:00Z Europe/Berlin",
                        "schedules p_1 if it is OptionalLong[3]: LOCAL 2026-03-02T00:00:00Z Asia/Tokyo",
                        "schedules p_1 if it is OptionalLong[3]: LOCAL 2026-03-02T09:00:00Z Z");
    }

    @Test
    void momentStaysWhereItIs() {
        assertThat(print(schedule("2026-03-02T09:00:00+05:30"))).contains("2026-03-02T04:30 (Europe/Berlin)");
        assertThat(posts.said)
                .containsExactly("schedules p_1 if it is OptionalLong[3]: INSTANT 2026-03-02T03:30:00Z Europe/Berlin");
    }

    @Test
    void clockChangeIsTold() {
        assertThat(print(schedule("2026-03-29T02:30"))).contains("which is 2026-03-29T01:30:00Z. The clock skips");
        assertThat(print(schedule("2026-10-25T02:30"))).contains("which is 2026-10-25T00:30:00Z. The clock shows");
    }

    @Test
    void postGoesOutAtOnceOrNotForNow() {
        keep(posts.rows.get(0).post().post().withSchedule(Optional.of(Schedule.at("2026-03-02T09:00", "UTC"))));
        ScheduleCommand now = schedule(null);
        now.now = true;
        ScheduleCommand never = schedule(null);
        never.unschedule = true;

        assertThat(print(now)).contains("Post p_1 goes out now.", "d_1");
        assertThat(print(never)).contains("Post p_1 is off the calendar.", "d_1");
        assertThat(posts.said)
                .containsExactly("publishes p_1", "edits p_1 if it is OptionalLong[3], scheduled: Optional.empty");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            - | - | false | false | Say when in one way: a time, --now or --unschedule. It was said in 0.
            2026-03-02T09:00 | - | true | false | It was said in 2.
            - | - | true | true | It was said in 2.
            - | UTC | true | false | --zone says where a time is: leave it out, or say the time, too.
            --now | - | false | false | Options stand before the post: carillon:schedule --now p_1
            tomorrow | - | false | false | The time is a local time such as 2026-02-10T09:00, or a moment
            2026-02-30T09:00Z | - | false | false | it was '2026-02-30T09:00Z'.
            2026-03-02T09:00 | europe/berlin | false | false | Did you mean Europe/Berlin?
            2026-03-02T09:00 | Nowhere | false | false | There is no zone 'Nowhere'. Use an IANA zone
            2026-03-02T09:00 | +01:00 | false | false | There is no zone '+01:00'.
            """)
    void whatCannotBeATimeIsRefused(String at, String zone, boolean now, boolean unschedule, String sentence) {
        ScheduleCommand command = schedule(at);
        command.zone = zone;
        command.now = now;
        command.unschedule = unschedule;
        assertThatThrownBy(() -> print(command)).isInstanceOf(Refusal.class).hasMessageContaining(sentence);
        assertThat(posts.said).isEmpty();
    }

    @Test
    void postThatComesBackIsNotGivenOneTimeByTheWay() {
        Recurrence weekly = Recurrence.of("FREQ=WEEKLY");
        keep(Post.to(account)
                .caption("Ding")
                .schedule(Schedule.at("2026-03-02T09:00", "UTC").withRecurrence(Optional.of(weekly)))
                .build());
        assertThatThrownBy(() -> print(schedule("2026-03-03T09:00")))
                .hasMessageContaining("comes back")
                .hasMessageContaining("PATCH /api/v1/posts/p_1");
        assertThat(posts.said).isEmpty();
    }

    // ---- queues -------------------------------------------------------------------------------

    private QueueAddCommand add(boolean front, String slot) {
        QueueAddCommand command = new QueueAddCommand();
        command.posts = posts;
        command.id = "p_1";
        command.front = front;
        command.slot = slot;
        return command;
    }

    @Test
    void postJoinsItsQueuesAtTheEndTheFrontOrASlot() {
        assertThat(print(add(false, null))).contains("Post p_1 is queued.", "d_1");
        print(add(true, null));
        print(add(false, "2026-03-02T09:00"));

        assertThat(posts.said)
                .containsExactly("queues p_1 at END", "queues p_1 at FRONT", "queues p_1 at SLOT 2026-03-02T09:00");
        assertThatThrownBy(() -> print(add(true, "2026-03-02T09:00"))).hasMessageContaining("--front or --slot");
        assertThatThrownBy(() -> print(add(false, "Monday"))).hasMessageContaining("--slot is a local time");
    }

    @Test
    void queuedDeliveryMovesInTheQueueOfItsAccount() {
        List<Object> asked = new ArrayList<>();
        QueueMoveCommand command = new QueueMoveCommand();
        command.posts = posts;
        command.queues = answering(Queues.class, (method, arguments) -> {
            asked.addAll(arguments.subList(1, arguments.size()));
            return posts.rows.get(0).deliveries().get(0);
        });
        command.id = "d_1";
        command.to = 2;

        assertThat(print(command)).contains("It has moved.", "d_1");
        assertThat(asked)
                .containsExactly(account.id(), new DeliveryId("d_1"), OptionalLong.empty(), QueueTarget.place(2));
        command.after = "d_2";
        assertThatThrownBy(() -> print(command))
                .hasMessageContaining("in one way")
                .hasMessageEndingWith("in 2.");
        command.to = null;
        print(command);
        assertThat(asked).contains(QueueTarget.after(new DeliveryId("d_2")));
        command.after = "no such id";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("--after: ");
    }

    @Test
    void queueIsPausedAndGoesOn() {
        List<Object> set = new ArrayList<>();
        AccountQueue running = AccountQueue.none(account).with(List.of(), Optional.empty());
        QueueCommand command = new QueueCommand();
        command.posts = posts;
        command.account = "sandbox.me";
        command.queues = answering(Queues.class, (method, arguments) -> switch (method) {
            case "get" -> running;
            case "set" -> {
                set.addAll(arguments.subList(2, arguments.size()));
                yield running.with(List.of(), Optional.of(DUE).filter(at -> (boolean) arguments.get(4)));
            }
            case "list" -> new Page<>(List.of(), Optional.empty());
            default -> List.of();
        });

        command.pause = true;
        assertThat(print(command)).contains("Paused since " + DUE);
        command.resume = true;
        assertThatThrownBy(() -> print(command)).hasMessage("Say either --pause or --resume.");
        command.pause = false;
        assertThat(print(command)).doesNotContain("Paused");
        assertThat(set).containsExactly(OptionalLong.of(1), List.of(), true, OptionalLong.of(1), List.of(), false);
        command.limit = 0;
        assertThatThrownBy(() -> print(command)).hasMessageContaining("--limit");
        assertThat(set).hasSize(6);
    }

    // ---- calendar -----------------------------------------------------------------------------

    private final List<Object> spans = new ArrayList<>();

    private CalendarCommand calendar(Calendar.Span... pages) {
        CalendarCommand command = new CalendarCommand();
        command.workspaces = workspaces;
        command.clock = Clock.fixed(Instant.parse("2026-02-09T23:30:00Z"), ZoneOffset.UTC);
        List<Calendar.Span> left = new ArrayList<>(List.of(pages));
        command.calendar = answering(Calendar.class, (method, arguments) -> {
            spans.addAll(arguments.subList(1, arguments.size()));
            return left.remove(0);
        });
        return command;
    }

    private Calendar.Entry entry(Instant due) {
        StoredPost post = stored(Post.to(account).caption("Ding\ndong").build());
        return Calendar.Entry.of(post, delivery(post, due));
    }

    private static Calendar.Span page(boolean complete, Optional<String> next, Calendar.Entry... entries) {
        return new Calendar.Span(List.of(entries), next, complete);
    }

    @Test
    void calendarIsShownDayByDayInTheWorkspacesZone() {
        Calendar.Entry ahead = Calendar.Entry.ahead(
                stored(Post.to(account).caption("Weekly").build()),
                account,
                Instant.parse("2026-02-12T07:00:00Z"),
                LocalDateTime.parse("2026-02-12T08:00"));
        String text = print(calendar(
                page(true, Optional.of("c1"), ahead, entry(Instant.parse("2026-02-11T22:59:00Z"))),
                page(true, Optional.empty(), entry(DUE.plusSeconds(3600)), entry(DUE))));

        assertThat(text).startsWith("From Tue 2026-02-10 to Mon 2026-02-16 in Europe/Berlin:");
        assertThat(text.lines().filter(line -> line.contains("p_1")).map(line -> line.replaceAll("[|│ ]+", " ")
                        .strip()))
                .containsExactly(
                        "Tue 2026-02-10 09:00 sandbox.me SCHEDULED p_1 d_1 Ding dong",
                        "10:00 sandbox.me SCHEDULED p_1 d_1 Ding dong",
                        "Wed 2026-02-11 23:59 sandbox.me SCHEDULED p_1 d_1 Ding dong",
                        "Thu 2026-02-12 08:00 sandbox.me SCHEDULED p_1 - Weekly");
        assertThat(text).doesNotContain("There is more");
        Instant first = Instant.parse("2026-02-09T23:00:00Z");
        Instant end = Instant.parse("2026-02-16T23:00:00Z");
        assertThat(spans)
                .containsExactly(
                        first,
                        end,
                        new PageRequest(PageRequest.MAX_LIMIT, Optional.empty()),
                        first,
                        end,
                        new PageRequest(PageRequest.MAX_LIMIT, Optional.of("c1")));
    }

    @Test
    void calendarShowsOneAccountAndSaysWhenThereIsMore() {
        CalendarCommand command = calendar(page(false, Optional.empty(), entry(DUE)));
        command.account = "sandbox.other";
        command.from = "2026-03-29";
        command.to = "2026-03-29";

        assertThat(print(command)).contains("There is more than is shown", "Nothing goes out on these days.");
        assertThat(spans).startsWith(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-10 | 2026-02-09 | It ends before it begins: choose a later --to.
            2026-02-10 | 2026-05-21 | A calendar shows at most 100 days at once; ask for one part after the other.
            10.2.2026 | 2026-02-09 | --from is a day such as 2026-02-10, in the years 1 to 9998; it was '10.2.2026'.
            2026-02-10 | 9999-01-01 | --to is a day such as 2026-02-10, in the years 1 to 9998; it was '9999-01-01'.
            """)
    void calendarOfNoSuchDaysIsRefused(String from, String to, String sentence) {
        CalendarCommand command = calendar();
        command.from = from;
        command.to = to;
        assertThatThrownBy(() -> print(command)).isInstanceOf(Refusal.class).hasMessage(sentence);
    }

    // ---- Tab ----------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(textBlock = """
            carillon:posts --account , default
            carillon:posts --workspace w_1 --account , w_1
            carillon:posts --workspace=w_1 --account , w_1
            carillon:posts --account --workspace w_1, w_1
            carillon:posts --account --workspace, default
            """)
    void completionIsOfTheWorkspaceThatIsTyped(String line, String workspace) {
        assertThat(TypedWorkspace.of(new Line(line.split(" ")))).contains(new WorkspaceId(workspace));
    }

    @ParameterizedTest
    @ValueSource(strings = {"carillon:posts --workspace=", "carillon:posts --workspace a/b"})
    void nothingIsOfferedWhereNoWorkspaceCanBe(String line) {
        assertThat(TypedWorkspace.of(new Line(line.split(" ")))).isEmpty();
    }

    @Test
    void accountsAndPostsAreOfferedFromThere() {
        List<Object> asked = new ArrayList<>();
        AccountCompleter accounts = new AccountCompleter();
        accounts.accounts = answering(Accounts.class, (method, arguments) -> {
            asked.addAll(arguments);
            return List.of(account);
        });
        PostCompleter newest = new PostCompleter();
        newest.posts = posts;
        Line line = new Line("carillon:posts", "--workspace", "w_1", "");
        List<String> offered = new ArrayList<>();

        accounts.complete(null, line, offered);
        newest.complete(null, line, offered);

        assertThat(offered).extracting(String::strip).containsExactly("sandbox.me", "p_1");
        assertThat(asked).containsExactly(new WorkspaceId("w_1"));
        assertThat(posts.asked.workspace()).isEqualTo(new WorkspaceId("w_1"));
        assertThat(posts.asked.states()).isEqualTo(Set.of());
    }

    /** A line with the cursor at the end of its last word. */
    private record Line(String... words) implements CommandLine {

        @Override
        public int getCursorArgumentIndex() {
            return words.length - 1;
        }

        @Override
        public String getCursorArgument() {
            return words[words.length - 1];
        }

        @Override
        public int getArgumentPosition() {
            return getCursorArgument().length();
        }

        @Override
        public String[] getArguments() {
            return words;
        }

        @Override
        public int getBufferPosition() {
            return getBuffer().length();
        }

        @Override
        public String getBuffer() {
            return String.join(" ", words);
        }
    }
}
