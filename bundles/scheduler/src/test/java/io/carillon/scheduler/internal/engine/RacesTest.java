package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Posts;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import io.carillon.scheduler.world.World;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * People edit, drag, cancel, retry and resolve at random moments around the instant, and in the middle of calls, while
 * the engine prepares, arms, sends, loses answers and asks. Whatever a person was told has happened; what they were
 * refused has not; and nothing is published twice or forgotten.
 */
class RacesTest {

    private static final int ROUNDS = 2000;
    private static final int CALM = -1;
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;

    @Test
    void changesEitherWinOrAreRefusedAndNothingIsLostOrSentTwice() {
        Map<String, Integer> counts = new TreeMap<>();
        for (long seed = 1; seed <= ROUNDS; seed++) {
            new Round(seed, counts).run();
        }
        // The rounds are worth something only if both sides win often.
        assertThat(counts.get("won")).as(counts.toString()).isGreaterThan(ROUNDS);
        assertThat(counts.get(ConflictException.PUBLISHING_NOW)).isGreaterThan(ROUNDS / 10);
        assertThat(counts.get("published")).isGreaterThan(ROUNDS / 4);
        assertThat(counts.get("mid-call")).isGreaterThan(ROUNDS / 10);
        assertThat(counts.get("resolved")).isGreaterThan(ROUNDS / 100);
        assertThat(counts.get("retried")).isGreaterThan(ROUNDS / 100);
    }

    /** What is true of the post, by what people were told. */
    private record Wish(String text, Instant due, boolean cancelled) {}

    private static final class Round {

        private final long seed;
        private final Map<String, Integer> counts;
        private final SplittableRandom random;
        private final World world;
        private final Posts posts;
        private final PostId id;
        private final Map<String, Integer> receipts = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private Wish wish;
        private int edits;
        private boolean calm;
        private boolean inCall;

        Round(long seed, Map<String, Integer> counts) {
            this.seed = seed;
            this.counts = counts;
            random = new SplittableRandom(seed);
            world = new World(random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(20));
            posts = world.office(this::slowly).posts();
            for (int i = 0; i < 60; i++) {
                world.network.publishes(this::answer);
                world.network.reconciles((context, attempt) -> look());
            }
            world.start();
            wish = new Wish("first", World.START.plusSeconds(30), false);
            id = posts.create(HERE, post(wish)).post().id();
        }

        /** Between what a person decides on and the change there is time for the engine, and for it to arm or to send. */
        private PostStore slowly(PostStore store) {
            InvocationHandler handler = (proxy, method, arguments) -> {
                if (method.getName().equals("change") && !inCall && random.nextInt(2) == 0) {
                    world.advance(Duration.ofNanos(random.nextLong(3_000_000_000L)));
                }
                try {
                    return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            };
            return (PostStore)
                    Proxy.newProxyInstance(RacesTest.class.getClassLoader(), new Class<?>[] {PostStore.class}, handler);
        }

        private static Post post(Wish wish) {
            return Post.to(World.ACCOUNT)
                    .caption(wish.text())
                    .schedule(Schedule.at(wish.due(), ZoneOffset.UTC))
                    .build();
        }

        /** The network: what is asked of it must be what people were told would be. */
        private PublishOutcome answer(PublishContext context, Object prepared) {
            Wish told = wish;
            check(
                    context.message().text().equals(told.text()),
                    "sent " + context.message().text());
            check(!world.now().isBefore(told.due()), "sent before " + told.due());
            check(!told.cancelled(), "sent although it was cancelled");
            if (!calm && random.nextInt(2) == 0) {
                count("mid-call");
                inCall = true;
                act();
                inCall = false;
                check(wish.equals(told), "changed while it was being published");
            }
            return switch (calm ? CALM : random.nextInt(6)) {
                case 0 -> new Unavailable("down");
                case 1 -> Rejected.of("no", "No");
                case 2 -> {
                    accept(context);
                    yield new Indeterminate("The answer was lost");
                }
                case 3 -> new Indeterminate("The connection broke");
                default -> {
                    accept(context);
                    yield world.network.published("r");
                }
            };
        }

        /** The network: it tells the truth, or does not know. */
        private ReconcileOutcome look() {
            if (!calm && random.nextInt(3) == 0) {
                return new ReconcileOutcome.Unknown("It cannot be looked at");
            }
            return receipts.isEmpty()
                    ? new ReconcileOutcome.Absent()
                    : new ReconcileOutcome.Found(world.network.published("r").publication());
        }

        private void accept(PublishContext context) {
            check(receipts.isEmpty(), "published twice");
            receipts.merge(context.message().text(), 1, Integer::sum);
        }

        void run() {
            for (int i = 0; i < 12; i++) {
                world.advance(pause());
                act();
            }
            calm = true;
            world.advance(Duration.ofMinutes(30));
            if (state(posts.get(HERE, id)) == DeliveryState.IN_DOUBT) {
                resolve();
            }
            atRest();
            assertThat(wrong)
                    .as(
                            "seed %d: %s",
                            seed, posts.attempts(HERE, only(posts.get(HERE, id)).id()))
                    .isEmpty();
        }

        /** Mostly to just before or just after something happens. */
        private Duration pause() {
            Duration toDue = Duration.between(world.now(), wish.due());
            if (random.nextInt(3) > 0 && toDue.compareTo(Duration.ofSeconds(3)) > 0) {
                return toDue.minusMillis(random.nextInt(2600));
            }
            return Duration.ofNanos(random.nextLong(3_000_000_000L));
        }

        private void act() {
            try {
                switch (random.nextInt(8)) {
                    case 0, 1 -> edit(new Wish("edit " + ++edits, wish.due(), false), Optional.empty());
                    case 2, 3 -> {
                        Instant other = world.now().plusMillis(random.nextInt(9000));
                        edit(new Wish(wish.text(), other, false), Optional.of(other));
                    }
                    case 4 -> {
                        PostWithDeliveries after = posts.cancel(HERE, id, ANY, UserId.CONSOLE);
                        if (state(after) == DeliveryState.CANCELLED) {
                            wish = new Wish(wish.text(), wish.due(), true);
                        }
                    }
                    case 5 -> {
                        posts.retry(HERE, only(posts.get(HERE, id)).id(), UserId.CONSOLE);
                        count("retried");
                    }
                    case 6 -> resolve();
                    default -> edit(new Wish(wish.text(), world.now(), false), Optional.empty());
                }
                count("won");
            } catch (ConflictException e) {
                count(e.code());
            } catch (InvalidException e) {
                count("invalid");
            } catch (StaleException e) {
                count("stale");
            }
        }

        private void resolve() {
            posts.resolve(HERE, only(posts.get(HERE, id)).id(), !receipts.isEmpty(), Optional.empty(), UserId.CONSOLE);
            count("resolved");
        }

        private void edit(Wish wanted, Optional<Instant> drag) {
            PostWithDeliveries after = wanted.text().equals(wish.text())
                    ? drag.map(time -> posts.schedule(HERE, id, ANY, Schedule.at(time, ZoneOffset.UTC)))
                            .orElseGet(() -> posts.publishNow(HERE, id, ANY))
                    : posts.edit(HERE, id, ANY, post(wanted));
            Delivery delivery = only(after);
            // What was published, or cancelled without a new time, stays as it was.
            if (delivery.revision() == after.post().revision()) {
                boolean cancelled = delivery.state() == DeliveryState.CANCELLED;
                wish = new Wish(after.post().post().content().caption(), delivery.due(), cancelled);
            }
        }

        private void atRest() {
            PostWithDeliveries view = posts.get(HERE, id);
            DeliveryState state = state(view);
            boolean isOut = !receipts.isEmpty();
            check(isOut == (state == DeliveryState.PUBLISHED), "it is out: " + isOut + ", and is " + state);
            if (isOut) {
                check(receipts.containsKey(wish.text()), "out is " + receipts);
                count("published");
            } else {
                check(
                        state == DeliveryState.FAILED
                                || state == DeliveryState.MISSED
                                || state == DeliveryState.CANCELLED && wish.cancelled(),
                        "lost as " + state);
            }
        }

        private static Delivery only(PostWithDeliveries view) {
            return view.deliveries().get(0);
        }

        private static DeliveryState state(PostWithDeliveries view) {
            return only(view).state();
        }

        private void count(String what) {
            counts.merge(what, 1, Integer::sum);
        }

        /** The engine takes whatever a publisher throws for an answer: what is wrong is told at the end. */
        private void check(boolean condition, String otherwise) {
            if (!condition) {
                wrong.add("at " + world.now() + ", wished " + wish + ": " + otherwise);
            }
        }
    }
}
