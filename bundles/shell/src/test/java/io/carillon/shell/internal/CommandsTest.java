package io.carillon.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.service.Accounts;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.People;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Queues;
import io.carillon.api.service.VaultKeys;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PostWithDeliveries;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Instant DUE = Instant.parse("2026-02-10T08:00:00Z");

    private final FakePosts posts = new FakePosts();
    private final Account account = Account.of(Platform.SANDBOX, "me", "My name", Grant.oauthToken("secret"));

    private static String print(Report command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A service that answers by the names of its methods. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    assertThat(answers).containsKey(method.getName());
                    return answers.get(method.getName());
                }));
    }

    private void post(String caption) {
        StoredPost stored = new StoredPost(
                new PostId("p_1"),
                Workspace.DEFAULT_ID,
                1,
                Post.to(account).caption(caption).label("spring").build(),
                DUE,
                DUE);
        Delivery delivery = Delivery.scheduled(
                        new DeliveryId("d_1"),
                        stored,
                        account,
                        DUE,
                        new IdempotencyKey("k", DUE),
                        Preparation.NONE,
                        DUE)
                .toBuilder()
                .state(DeliveryState.FAILED)
                .attempts(2)
                .lateness(Optional.of(Duration.ofNanos(118_000)))
                .problem(Optional.of(new Problem("rejected", "The network\nrefuses it.")))
                .build();
        posts.rows.add(new PostWithDeliveries(stored, List.of(delivery)));
    }

    private void tell(
            Attempt.Kind kind, int armed, int sent, int answered, Attempt.Result result, String detail, int times) {
        posts.story.add(new Attempt(
                new AttemptId("t_" + posts.story.size()),
                new DeliveryId("d_1"),
                kind,
                1,
                "north",
                DUE.plusSeconds(armed),
                Optional.of(DUE.plusSeconds(sent)),
                Optional.of(DUE.plusSeconds(answered)),
                result,
                detail,
                times,
                Optional.empty()));
    }

    @Test
    void deliveryTellsItsStoryInTheOrderInWhichItHappened() {
        post("Hello");
        tell(Attempt.Kind.PUBLISH, -1, 0, 2, Attempt.Result.INDETERMINATE, "No answer\u001b[31m.", 1);
        tell(Attempt.Kind.PREPARE, -600, -60, -55, Attempt.Result.GOES_ON, "Preparing goes on.", 12);
        tell(Attempt.Kind.RECONCILE, 3, 3, 4, Attempt.Result.ABSENT, "The network does not have it.", 1);
        posts.follow("d_1", DeliveryState.SCHEDULED);
        DeliveryCommand command = new DeliveryCommand();
        command.posts = posts;
        command.id = "d_1";

        assertThat(print(command))
                .containsSubsequence(
                        "Delivery d_1 of post p_1 for sandbox.me on sandbox: FAILED",
                        "2026-02-10T07:50:00Z  attempt 1: preparing began on north",
                        "2026-02-10T07:59:05Z  attempt 1: goes on – Preparing goes on. (took 5000.000 ms), visit 12 that came",
                        "2026-02-10T07:59:59Z  attempt 1: armed by north",
                        "2026-02-10T08:00:00Z  attempt 1: sent, 0.000 ms after it was due",
                        "2026-02-10T08:00:02Z  attempt 1: indeterminate – No answer [31m. (took 2000.000 ms)",
                        "2026-02-10T08:00:04Z  attempt 1: asked the network: absent",
                        "now: The network refuses it.",
                        "Step ")
                .doesNotContain("\u001b");
        command.id = "d_9";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("d_9");
    }

    @Test
    void platformsAreListed() {
        PublisherProfile profile = PublisherProfile.builder(
                        Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                .build();
        PlatformsCommand command = new PlatformsCommand();
        command.publishers = answering(
                Publishers.class, Map.of("profiles", List.of(profile), "contested", List.of(Platform.SANDBOX)));

        assertThat(print(command))
                .contains("sandbox", "Sandbox", "none", "500", "NONE")
                .contains("Several publishers for 'sandbox' are installed");
        command.publishers = answering(Publishers.class, Map.of("profiles", List.of(), "contested", List.of()));
        assertThat(print(command)).contains("No publisher is installed");
    }

    private static NodeRoll.Entry node(String id, boolean stopped) {
        Node node = new Node(
                new Claimant(id, "b"),
                "place",
                "bells",
                "http://10.0.0.1:8080",
                "1.2.3",
                DUE,
                Duration.ofSeconds(2),
                Set.of(Platform.SANDBOX),
                Duration.ofMillis(-300),
                false,
                Map.of("media", id));
        return new NodeRoll.Entry(node, DUE.minusSeconds(1), stopped);
    }

    @Test
    void keysOfTheVaultAreListedByNameAndChanged() {
        VaultKeys.Key old = new VaultKeys.Key("v_old", VaultKeys.Use.SEALS, false, 7);
        VaultKeys.Key lost = new VaultKeys.Key("v_lost", VaultKeys.Use.MISSING, false, 2);
        VaultCommand list = new VaultCommand();
        list.vault = answering(VaultKeys.class, Map.of("status", new VaultKeys.Status(List.of(old, lost), List.of())));
        assertThat(print(list))
                .contains("v_old", "seals", "7", "v_lost", "missing: put it back")
                .doesNotContain("once these servers");

        VaultKeys.Key next = new VaultKeys.Key("v_new", VaultKeys.Use.NEXT, false, 0);
        VaultRotateCommand rotate = new VaultRotateCommand();
        rotate.vault = answering(
                VaultKeys.class, Map.of("rotate", new VaultKeys.Status(List.of(next, old), List.of("tower-2"))));
        assertThat(print(rotate))
                .contains("the new key v_new", "seals next", "once these servers have it too: tower-2");
    }

    @Test
    void nodesAreListedWithWhatIsWrongWithThem() {
        NodesCommand command = new NodesCommand();
        command.dispatch = answering(Dispatch.class, Map.of("status", new Dispatch.Status("n_1", true, "", 0, 0)));
        command.nodes = answering(NodeStore.class, Map.of("roll", new NodeRoll(DUE, List.of())));
        assertThat(print(command)).contains("No server has said").doesNotContain("This server");

        command.nodes = answering(
                NodeStore.class, Map.of("roll", new NodeRoll(DUE, List.of(node("n_1", false), node("n_2", true)))));
        assertThat(print(command))
                .contains("n_1", "ALIVE", "STOPPED", "1 s ago", "-300 ms, publishes nothing", "sandbox", "10.0.0.1")
                .doesNotContain("same media");

        command.nodes = answering(
                NodeStore.class, Map.of("roll", new NodeRoll(DUE, List.of(node("n_1", false), node("n_2", false)))));
        assertThat(print(command)).contains("must have the same media");

        command.dispatch =
                answering(Dispatch.class, Map.of("status", new Dispatch.Status("n_1", true, "Disk\nfull.", 0, 0)));
        assertThat(print(command)).contains("This server (n_1) is troubled: Disk full.");
    }

    @Test
    void lostPasswordIsReplaced() {
        PasswordCommand command = new PasswordCommand();
        command.people = answering(People.class, Map.of("resetPassword", "fresh-and-secret"));
        command.user = "ada";

        assertThat(print(command)).contains("ada", "fresh-and-secret", "tokens stay");
    }

    @Test
    void accountsAreListedWithoutTheirSecrets() {
        AccountsCommand command = new AccountsCommand();
        command.accounts = answering(Accounts.class, Map.of("list", List.of(account)));

        assertThat(print(command))
                .contains("sandbox.me", "My name", "CONNECTED")
                .doesNotContain("secret");
        command.platform = "mastodon";
        assertThat(print(command)).contains("No account is connected");
        command.platform = "No Net";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("--platform");
    }

    @Test
    void postsAreListedOnOneLineEach() {
        post("Hello\u001b[31m\nworld, this caption goes on for much longer than a table has room for");
        PostsCommand command = new PostsCommand();
        command.posts = posts;

        String text = print(command);

        assertThat(text).contains("p_1", "FAILED", "2026-02-10T08:00:00Z", "spring", "Hello [31m world", "…");
        assertThat(text).doesNotContain("\u001b[31m");
        assertThat(text.lines().filter(line -> line.contains("p_1"))).hasSize(1);
    }

    @Test
    void filtersReachTheQuery() {
        PostsCommand command = new PostsCommand();
        command.posts = posts;
        command.states = List.of("publishing", "FAILED");
        command.account = "a_1";
        command.platform = "x";
        command.label = "spring";
        command.limit = 5;
        command.workspace = "w_1";
        posts.next = Optional.of("cursor");

        assertThat(print(command)).contains("No post matches", "There are more");
        assertThat(posts.asked.states())
                .containsExactlyInAnyOrder(DeliveryState.ARMED, DeliveryState.PUBLISHING, DeliveryState.FAILED);
        assertThat(posts.asked.account()).contains(new AccountId("a_1"));
        assertThat(posts.asked.platform()).contains(Platform.X);
        assertThat(posts.asked.label()).contains("spring");
        assertThat(posts.asked.workspace()).hasToString("w_1");
        assertThat(posts.page.limit()).isEqualTo(5);
    }

    @Test
    void wrongFiltersAreTold() {
        PostsCommand command = new PostsCommand();
        command.posts = posts;
        command.limit = 201;
        assertThatThrownBy(() -> print(command)).hasMessage("--limit is 1 to 200; it was 201.");
        command.limit = 1;
        command.states = List.of("LOST");
        assertThatThrownBy(() -> print(command))
                .hasMessageContaining("IN_DOUBT")
                .hasMessageEndingWith("it was 'LOST'.");
        command.states = List.of();
        command.workspace = "no such place";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("--workspace");
    }

    @Test
    void deliveriesAreListedWithTheirLateness() {
        post("Hello");
        DeliveriesCommand command = new DeliveriesCommand();
        command.posts = posts;
        command.from = "2026-02-10T08:00:00Z";

        assertThat(print(command)).contains("d_1", "sandbox.me", "0.118", "The network refuses it.");
        assertThat(print(command)).doesNotContain("steps");
        posts.follow("d_1", DeliveryState.PUBLISHED, DeliveryState.SCHEDULED);
        assertThat(print(command)).contains("FAILED, 1/2 steps");
        assertThat(posts.askedDeliveries.from()).contains(DUE);
        command.to = "tomorrow";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("--to is an instant");
    }

    @Test
    void queueIsShownWithItsSlotsAndWhatIsFree() {
        post("Hello");
        Delivery waiting = posts.rows.get(0).deliveries().get(0).toBuilder()
                .state(DeliveryState.SCHEDULED)
                .queued(Optional.of(QueuePlace.CHOSEN))
                .build();
        List<Slot> slots = List.of(
                new Slot(DayOfWeek.MONDAY, LocalTime.of(9, 0)), new Slot(DayOfWeek.TUESDAY, LocalTime.of(9, 0)));
        AccountQueue queue = AccountQueue.none(account).with(slots, Optional.of(DUE));
        QueueCommand command = new QueueCommand();
        command.posts = posts;
        command.account = "sandbox.me";
        command.queues = answering(
                Queues.class,
                Map.of(
                        "get",
                        queue,
                        "list",
                        new Page<>(List.of(waiting), Optional.of("more")),
                        "next",
                        List.of(Schedule.at("2026-02-16T09:00", "UTC"))));

        assertThat(print(command))
                .contains("09:00 Mon Tue", "Paused since " + DUE, "2026-02-10T08:00", "d_1", "chosen", "Hello")
                .contains("There are more", "Next free: 2026-02-16T09:00");
        command.queues = answering(
                Queues.class,
                Map.of(
                        "get", AccountQueue.none(account),
                        "list", new Page<>(List.of(), Optional.empty()),
                        "next", List.of()));
        assertThat(print(command)).contains("none", "Nothing is queued.").doesNotContain("Next free", "Paused");
    }

    @Test
    void postIsPublishedAtOnce() {
        post("Hello");
        PublishCommand command = new PublishCommand();
        command.posts = posts;
        command.id = "p_1";

        assertThat(print(command)).contains("Post p_1 goes out now.", "d_1");
        command.id = "p_2";
        assertThatThrownBy(() -> print(command)).hasMessage("There is no post 'p_2' in this workspace.");
        command.id = "p 2";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("id: PostId must be");
    }

    @Test
    void refusalIsASentenceAndNoStackTrace() {
        PublishCommand command = new PublishCommand();
        command.posts = posts;
        command.id = "p_2";
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertThat(command.execute()).isNull();
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("There is no post 'p_2' in this workspace.");
    }
}
