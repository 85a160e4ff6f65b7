package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Posts;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import io.carillon.core.FakePublisher;
import io.carillon.core.MovableClock;
import io.carillon.core.internal.post.Office;
import io.carillon.core.publisher.PublisherRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * People and the engine at the same posts, on threads of their own: what a person was told has happened to what is sent,
 * or they were refused; nothing is sent twice.
 */
public abstract class PeopleRacesContract extends StoreContract {

    private static final int PEOPLE = 3;
    private static final int POSTS_EACH = 250;
    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;
    private static final OptionalLong ANY = OptionalLong.empty();

    private final MovableClock clock = new MovableClock(NOW);
    /** What the network shows, by post. */
    private final Map<PostId, List<String>> shown = new ConcurrentHashMap<>();

    private final AtomicInteger won = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** What a person was told of a post. */
    private record Told(PostId post, String caption, boolean cancelled) {}

    @Test
    void changesEitherReachTheNetworkOrAreRefused() throws Exception {
        PublisherRegistry publishers = PublisherRegistry.create();
        publishers.add(new FakePublisher(
                PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.GRAPHEMES))
                        .prepareWindow(Duration.ZERO)
                        .build()));
        Posts office = new Office(posts, dispatch, publishers, List.of(BELL), clock, () -> {}).posts();
        ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
        List<Told> told = new ArrayList<>();
        try {
            List<Future<List<Told>>> busy = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Person person = new Person(office, new SplittableRandom(i));
                busy.add(people.submit(person::work));
            }
            while (!busy.stream().allMatch(Future::isDone)) {
                publishWhatIsDue();
            }
            for (Future<List<Told>> one : busy) {
                told.addAll(one.get());
            }
        } finally {
            people.shutdownNow();
        }
        clock.advance(Duration.ofHours(1));
        publishWhatIsDue();

        assertThat(told).hasSize(PEOPLE * POSTS_EACH).allSatisfy(this::isTrue);
        assertThat(won.get()).as("changes that won; %s were refused", refused).isGreaterThan(PEOPLE * POSTS_EACH / 4);
        assertThat(refused.get()).as("refusals; %s won", won).isGreaterThan(PEOPLE);
    }

    private void isTrue(Told told) {
        DeliveryState state = posts.find(HERE, told.post()).orElseThrow().state();
        List<String> texts = shown.getOrDefault(told.post(), List.of());
        if (told.cancelled()) {
            assertThat(state).as(told.toString()).isEqualTo(DeliveryState.CANCELLED);
            assertThat(texts).as(told.toString()).isEmpty();
        } else {
            assertThat(state).as(told.toString()).isEqualTo(DeliveryState.PUBLISHED);
            assertThat(texts).as(told.toString()).containsExactly(told.caption());
        }
    }

    /** The engine, as far as it matters here: what it claims to publish is out, whatever anybody does meanwhile. */
    private void publishWhatIsDue() {
        List<Claim> claims = claim(clock.instant(), clock.instant());
        for (Claim claim : claims) {
            assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
            shown.computeIfAbsent(claim.delivery().post(), post -> new ArrayList<>())
                    .add(claim.post().post().content().caption());
        }
        dispatch.settle(claims.stream().map(this::published).toList());
    }

    /** Somebody who makes posts that are due at any moment, and changes their mind. */
    private final class Person {

        private final Posts office;
        private final SplittableRandom random;

        Person(Posts office, SplittableRandom random) {
            this.office = office;
            this.random = random;
        }

        List<Told> work() {
            List<Told> all = new ArrayList<>();
            for (int i = 0; i < POSTS_EACH; i++) {
                PostId id = create();
                Told told = new Told(id, "first", false);
                for (int change = 0; change < 3; change++) {
                    told = change(told, change);
                }
                all.add(told);
            }
            return all;
        }

        private PostId create() {
            while (true) {
                try {
                    return office.create(HERE, post("first")).post().id();
                } catch (InvalidException e) {
                    // The others let so much time go by that its own was over: once more.
                    continue;
                }
            }
        }

        private Schedule soon() {
            // Far enough ahead to be accepted, near enough to be armed in the middle of what follows.
            Instant due = clock.instant().plusMillis(10 + random.nextInt(30));
            return Schedule.at(due, ZoneOffset.UTC);
        }

        private Post post(String caption) {
            return Post.to(BELL).caption(caption).schedule(soon()).build();
        }

        private Told change(Told told, int number) {
            clock.advance(Duration.ofMillis(random.nextInt(15)));
            try {
                Told after = changed(told, "text " + number);
                won.incrementAndGet();
                return after;
            } catch (ConflictException | StaleException | InvalidException e) {
                refused.incrementAndGet();
                return told;
            }
        }

        private Told changed(Told told, String text) {
            PostId id = told.post();
            switch (random.nextInt(4)) {
                case 0 -> {
                    boolean stopped =
                            only(office.cancel(HERE, id, ANY, UserId.CONSOLE)).state() == DeliveryState.CANCELLED;
                    return new Told(id, told.caption(), stopped);
                }
                case 1 -> {
                    return new Told(id, caption(office.publishNow(HERE, id, ANY)), false);
                }
                case 2 -> {
                    return new Told(id, caption(office.schedule(HERE, id, ANY, soon())), false);
                }
                default -> {
                    PostWithDeliveries after = office.edit(HERE, id, ANY, post(text));
                    // What was published before stays as it is, and says so by its revision.
                    boolean carried = only(after).revision() == after.post().revision();
                    return carried ? new Told(id, text, false) : told;
                }
            }
        }

        /** An edit that left a cancelled post cancelled goes out with it once a time is chosen. */
        private static String caption(PostWithDeliveries view) {
            return view.post().post().content().caption();
        }

        private static Delivery only(PostWithDeliveries view) {
            return view.deliveries().get(0);
        }
    }
}
