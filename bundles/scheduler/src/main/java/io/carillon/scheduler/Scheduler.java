package io.carillon.scheduler;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.scheduler.internal.embed.EmbeddedEngine;
import io.carillon.scheduler.internal.embed.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carillon inside any Java program: publishes posts at exact times, once.
 *
 * <p>Works from its construction until it is closed, on daemon threads: the program has to live as long as posts are to
 * go out. Accounts come with the posts and are held in memory: after a restart on a store that outlives the process, name
 * them to the builder, or what is still to be published waits until a post for the same account is scheduled. Media named by their addresses are fetched when
 * a publisher opens them. Safe for use by many threads.
 */
public final class Scheduler implements AutoCloseable {

    private final EmbeddedEngine engine;

    /** With the publishers that {@link java.util.ServiceLoader} finds on the class path. */
    public <S extends PostStore & DispatchStore> Scheduler(S store) {
        this(builder(store));
    }

    Scheduler(SchedulerBuilder builder) {
        engine = builder.engine();
    }

    /** Starts a scheduler that is put together by hand. */
    public static <S extends PostStore & DispatchStore> SchedulerBuilder builder(S store) {
        return new SchedulerBuilder(store, store);
    }

    /**
     * Stores a post and publishes it to its accounts at its time. A time that has passed means now, if it passed not
     * longer ago than the policy for missed posts allows (an hour by default); otherwise the post is held as MISSED.
     *
     * @param id of 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}
     * @return completed when every delivery has been published, has failed, was missed, or is left in doubt to a person;
     *     outcomes are in the deliveries, never exceptions
     * @throws IllegalArgumentException if the id is none, or the post has no account or no schedule, or comes back
     * @throws io.carillon.api.store.InUseException if there is such a post already
     */
    public CompletableFuture<PostWithDeliveries> schedulePost(String id, Post post) {
        Schedule schedule = post.schedule()
                .orElseThrow(() -> new IllegalArgumentException("The post " + id
                        + " has no schedule. Give it one by schedule(Schedule.at(\"2026-02-10T09:00\", \"UTC\"))."));
        if (schedule.recurrence().isPresent()) {
            throw new IllegalArgumentException(
                    "The post " + id + " comes back, which only a server sees to. Schedule one post for each time.");
        }
        Instant due = schedule.instant();
        Instant now = engine.now();
        StoredPost stored = new StoredPost(new PostId(id), workspace(id, post), 1, withoutGrants(post), now, now);
        List<Delivery> deliveries = post.accounts().stream()
                .map(account -> delivery(stored, account, due))
                .toList();
        post.accounts().forEach(engine::know);
        CompletableFuture<PostWithDeliveries> settled = engine.watches().begin(stored, deliveries);
        try {
            engine.posts().add(stored, deliveries);
        } catch (RuntimeException e) {
            engine.watches().end(stored.id());
            throw e;
        }
        engine.dispatch().nudge();
        return settled;
    }

    private static WorkspaceId workspace(String id, Post post) {
        List<WorkspaceId> workspaces =
                post.accounts().stream().map(Account::workspace).distinct().toList();
        if (workspaces.size() != 1) {
            throw new IllegalArgumentException(
                    workspaces.isEmpty()
                            ? "The post " + id + " has no account. Begin it by Post.to(account)."
                            : "The post " + id + " is for accounts of the workspaces " + workspaces
                                    + ". Make one post for each.");
        }
        return workspaces.get(0);
    }

    private static Post withoutGrants(Post post) {
        List<Account> accounts = post.accounts().stream()
                .map(account -> account.withGrant(Grant.none()))
                .toList();
        return post.withAccounts(accounts);
    }

    private Delivery delivery(StoredPost post, Account account, Instant due) {
        Duration window = engine.prepareWindow(account.platform());
        return Delivery.scheduled(
                engine.ids().newDeliveryId(),
                post,
                account,
                due,
                engine.ids().newIdempotencyKey(),
                window.isZero() ? Preparation.NONE : Preparation.PENDING,
                due.minus(window));
    }

    /** Finds a post of the default workspace as it is now; its accounts come without their grants. */
    public Optional<PostWithDeliveries> find(String id) {
        return engine.posts().find(Workspace.DEFAULT_ID, new PostId(id));
    }

    /**
     * Waits until every delivery of a post has come to rest.
     *
     * @throws TimeoutException if that takes longer than the time given
     * @throws IllegalArgumentException if there is no such post
     */
    public PostWithDeliveries awaitSettled(String id, Duration atMost) throws InterruptedException, TimeoutException {
        Optional<CompletableFuture<PostWithDeliveries>> settling =
                engine.watches().find(new PostId(id));
        if (settling.isEmpty()) {
            return atRest(id);
        }
        try {
            return settling.get().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private PostWithDeliveries atRest(String id) throws TimeoutException {
        PostWithDeliveries post =
                find(id).orElseThrow(() -> new IllegalArgumentException("There is no post " + id + "."));
        if (!post.deliveries().stream().allMatch(Watches::isAtRest)) {
            throw new TimeoutException("The post " + id + " was not scheduled here, so that its end is not awaited.");
        }
        return post;
    }

    /** How it is doing. */
    public Dispatch.Status status() {
        return engine.dispatch().status();
    }

    /**
     * Stops publishing. What was not sent yet stays scheduled; calls under way are waited for, up to 20 s unless the
     * settings say otherwise.
     */
    @Override
    public void close() {
        engine.close();
    }
}
