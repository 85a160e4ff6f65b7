package io.carillon.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
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
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.PostWithDeliveries;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the administrator decides at the console, and what the story tells of it. */
class DecisionCommandsTest {

    private static final Instant DUE = Instant.parse("2026-02-10T08:00:00Z");

    private final FakePosts posts = new FakePosts();

    @BeforeEach
    void store() {
        Account account = Account.of(Platform.SANDBOX, "me", "My name", Grant.none());
        StoredPost stored = new StoredPost(
                new PostId("p_1"),
                Workspace.DEFAULT_ID,
                1,
                Post.to(account).caption("a").build(),
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
                .build();
        posts.rows.add(new PostWithDeliveries(stored, List.of(delivery)));
    }

    private static String print(Report command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        command.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private ResolveCommand resolve() {
        ResolveCommand command = new ResolveCommand();
        command.posts = posts;
        command.id = "d_1";
        return command;
    }

    private CancelCommand cancel(String id) {
        CancelCommand command = new CancelCommand();
        command.posts = posts;
        command.id = id;
        return command;
    }

    @Test
    void doubtIsResolvedByOneWord() {
        ResolveCommand published = resolve();
        published.published = true;
        // As it is copied.
        published.remoteId = " r_7\n";
        ResolveCommand absent = resolve();
        absent.notPublished = true;

        assertThat(print(published)).contains("The doubt is settled", "d_1");
        assertThat(print(absent)).contains("carillon:retry d_1");

        assertThat(posts.said).containsExactly("console says of d_1: true as r_7", "console says of d_1: false");
    }

    @Test
    void resolvingIsRefusedUntilItMakesSense() {
        ResolveCommand command = resolve();
        assertThatThrownBy(() -> print(command)).hasMessageContaining("either --published or --not-published");
        command.published = true;
        command.notPublished = true;
        assertThatThrownBy(() -> print(command)).hasMessageContaining("either --published or --not-published");
        command.published = false;
        command.remoteId = "r_7";
        assertThatThrownBy(() -> print(command)).hasMessageContaining("leave out --remote-id");
        command.published = true;
        command.notPublished = false;
        command.remoteId = "x".repeat(501);
        assertThatThrownBy(() -> print(command)).hasMessageContaining("500 characters");
        command.remoteId = null;
        command.id = "no such id";
        assertThatThrownBy(() -> print(command)).isInstanceOf(Refusal.class);
        assertThat(posts.said).isEmpty();
    }

    @Test
    void retryIsAskedForAtTheConsole() {
        RetryCommand command = new RetryCommand();
        command.posts = posts;
        command.id = "d_1";

        assertThat(print(command)).contains("tried again", "d_1");
        assertThat(posts.said).containsExactly("console retries d_1");
    }

    @Test
    void postOrDeliveryIsCancelledWhicheverTheIdIs() {
        assertThat(print(cancel("p_1"))).contains("Nothing more of post p_1 goes out", "d_1");
        assertThat(print(cancel("d_1"))).contains("Nothing more of d_1 goes out");
        assertThat(posts.said).containsExactly("console cancels p_1", "console cancels d_1");
        assertThatThrownBy(() -> print(cancel("x_1"))).hasMessageContaining("neither a post nor a delivery 'x_1'");
    }

    private void said(String by, Attempt.Kind kind, String detail) {
        posts.story.add(Attempt.byPerson(
                new AttemptId("t_" + posts.story.size()),
                new DeliveryId("d_1"),
                kind,
                1,
                new UserId(by),
                DUE.plusSeconds(posts.story.size()),
                Attempt.Result.GOES_ON,
                detail));
    }

    @Test
    void storyTellsWhoSaidIt() {
        said("u_anna", Attempt.Kind.APPROVED_BY_PERSON, "A person approved revision 1 of the post.");
        said("console", Attempt.Kind.CANCELLED_BY_PERSON, "A person called it off.");
        said("u_gone", Attempt.Kind.RETRIED_BY_PERSON, "A person asked for another try.");
        DeliveryCommand command = new DeliveryCommand();
        command.posts = posts;
        command.id = "d_1";
        User anna = new User(new UserId("u_anna"), "anna", "hash", false, DUE);
        command.people = (IdentityStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {IdentityStore.class},
                (proxy, method, arguments) ->
                        Optional.of(anna).filter(one -> one.id().equals(arguments[0])));

        assertThat(print(command))
                .containsSubsequence(
                        "2026-02-10T08:00:00Z  attempt 1: A person approved revision 1 of the post. (anna)",
                        "2026-02-10T08:00:01Z  attempt 1: A person called it off. (at the console)",
                        "2026-02-10T08:00:02Z  attempt 1: A person asked for another try. (u_gone)");
    }
}
