package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What lists of posts and deliveries hold, in which order, and page by page. */
public abstract class QueryContract extends StoreContract {

    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;

    @Test
    void newestPostIsFirst() {
        StoredPost old = draft("old", NOW);
        StoredPost newest = draft("newest", NOW.plusSeconds(2));
        StoredPost middle = draft("middle", NOW.plusSeconds(1));
        StoredPost elsewhere = post(Post.to(ELSEWHERE).build(), NOW);
        posts.add(elsewhere, List.of());

        assertThat(found(PostQuery.all(HERE))).containsExactly(newest.id(), middle.id(), old.id());
        assertThat(found(PostQuery.all(OTHER))).containsExactly(elsewhere.id());
    }

    @Test
    void pagesOfPostsAreSeamlessThoughPostsAreMadeOfTheSameInstantAndAddedMeanwhile() {
        List<PostId> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(0, draft("post " + i, NOW.plusSeconds(i / 3)).id());
        }

        List<PostId> walked = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<PostWithDeliveries> page = posts.list(PostQuery.all(HERE), new PageRequest(2, cursor));
            assertThat(page.items()).hasSizeBetween(1, 2);
            page.items().forEach(item -> walked.add(item.post().id()));
            cursor = page.next();
            draft("newer", NOW.plusSeconds(1000));
        } while (cursor.isPresent());

        assertThat(walked).containsExactlyElementsOf(expected);
    }

    @Test
    void fullLastPageIsTheLast() {
        draft("one", NOW);
        draft("two", NOW);

        assertThat(posts.list(PostQuery.all(HERE), PageRequest.first(2)).next()).isEmpty();
        assertThat(posts.list(PostQuery.all(OTHER), PageRequest.first(2)).items())
                .isEmpty();
    }

    @Test
    void postsAreListedWithTheirDeliveries() {
        StoredPost post = post(both(), NOW);
        Delivery bell = delivery(post, BELL, NOW);
        Delivery tusk = delivery(post, TUSK, NOW);
        posts.add(post, List.of(bell, tusk));

        PostWithDeliveries listed =
                posts.list(PostQuery.all(HERE), PageRequest.first(10)).items().get(0);

        assertThat(listed.post()).isEqualTo(post);
        assertThat(listed.deliveries()).containsExactlyInAnyOrder(bell, tusk);
    }

    @Test
    void postIsFoundByTheStateThatItShowsWhateverItsDeliveriesAre() {
        Map<DeliveryState, Set<PostId>> expected = new EnumMap<>(DeliveryState.class);
        for (DeliveryState one : DeliveryState.values()) {
            for (DeliveryState other : EnumSet.range(one, DeliveryState.REPORTED)) {
                expected.computeIfAbsent(DeliveryState.ofPost(List.of(one, other)), state -> new HashSet<>())
                        .add(inStates(List.of(one, other)).id());
            }
        }

        for (DeliveryState state : DeliveryState.values()) {
            assertThat(found(states(state)))
                    .as("posts that are %s", state)
                    .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(state, Set.of()));
        }
    }

    @Test
    void armedPostIsFoundAsPublishingAndDraftsWithoutDeliveriesAsDrafts() {
        StoredPost armed = inStates(List.of(DeliveryState.ARMED, DeliveryState.SCHEDULED));
        StoredPost draft = draft("draft", NOW);
        StoredPost unscheduled = inStates(List.of(DeliveryState.DRAFT, DeliveryState.PUBLISHED));

        assertThat(found(states(DeliveryState.PUBLISHING))).containsExactly(armed.id());
        assertThat(found(states(DeliveryState.DRAFT))).containsExactlyInAnyOrder(draft.id(), unscheduled.id());
        assertThat(found(states(DeliveryState.DRAFT, DeliveryState.PUBLISHING))).hasSize(3);
    }

    @Test
    void postsAreFoundByAccountAndByPlatformWhetherOrNotTheyAreScheduled() {
        StoredPost draft = draft("draft", NOW);
        StoredPost tusk = post(Post.to(TUSK).build(), NOW.plusSeconds(1));
        posts.add(tusk, List.of(delivery(tusk, TUSK, NOW)));
        StoredPost both = post(both(), NOW.plusSeconds(2));
        posts.add(both, List.of(delivery(both, BELL, NOW), delivery(both, TUSK, NOW)));

        assertThat(found(account(BELL.id()))).containsExactly(both.id(), draft.id());
        assertThat(found(platform(Platform.MASTODON))).containsExactly(both.id(), tusk.id());
        assertThat(found(platform(Platform.X))).isEmpty();
    }

    @Test
    void postsAreFoundByWholeLabel() {
        StoredPost spring = post(Post.to(BELL).label("spring").label("sale").build(), NOW);
        posts.add(spring, List.of());
        posts.add(post(Post.to(BELL).label("springtime").build(), NOW), List.of());

        assertThat(found(label("spring"))).containsExactly(spring.id());
    }

    @Test
    void postsAreFoundByTextWhateverItsCaseAndWildcardsAreText() {
        StoredPost sale = draft("Our 50%_off SALE in München", NOW);
        draft("Our 50 per cent off", NOW);

        assertThat(found(text("sale"))).containsExactly(sale.id());
        assertThat(found(text("MÜNCHEN"))).containsExactly(sale.id());
        assertThat(found(text("50%_O"))).containsExactly(sale.id());
        assertThat(found(text("5%f"))).isEmpty();
        assertThat(found(text("our"))).hasSize(2);
    }

    @Test
    void postsAreFoundByWhenAnyDeliveryIsDueFromInclusiveToExclusive() {
        StoredPost post = post(both(), NOW);
        posts.add(post, List.of(delivery(post, BELL, NOW), delivery(post, TUSK, NOW.plusSeconds(100))));
        draft("without a time", NOW);

        assertThat(found(due(Optional.of(NOW), Optional.of(NOW.plusSeconds(1)))))
                .containsExactly(post.id());
        assertThat(found(due(Optional.of(NOW.plusSeconds(100)), Optional.of(NOW.plusSeconds(101)))))
                .containsExactly(post.id());
        assertThat(found(due(Optional.of(NOW.plusNanos(1000)), Optional.of(NOW.plusSeconds(100)))))
                .as("one and the same delivery is due between the two")
                .isEmpty();
        assertThat(found(due(Optional.of(NOW.plusSeconds(100)), Optional.empty())))
                .containsExactly(post.id());
        assertThat(found(due(Optional.empty(), Optional.of(NOW)))).isEmpty();
    }

    @Test
    void filtersOfAQueryAllCount() {
        StoredPost wanted = post(Post.to(BELL).caption("Ring").label("spring").build(), NOW);
        posts.add(wanted, List.of(delivery(wanted, BELL, NOW)));
        StoredPost unlabelled = post(bell(NOW), NOW);
        posts.add(unlabelled, List.of(delivery(unlabelled, BELL, NOW)));

        assertThat(found(new PostQuery(
                        HERE,
                        Set.of(DeliveryState.SCHEDULED),
                        Optional.of(BELL.id()),
                        Optional.of(Platform.SANDBOX),
                        Optional.of("spring"),
                        Optional.of(NOW),
                        Optional.of(NOW.plusSeconds(1)),
                        Optional.of("ring"))))
                .containsExactly(wanted.id());
    }

    @Test
    void deliveryDueLatestIsListedFirst() {
        Delivery first = stored(NOW);
        Delivery last = stored(NOW.plusSeconds(2));
        Delivery middle = stored(TUSK, NOW.plusSeconds(1), in(DeliveryState.FAILED));
        stored(ELSEWHERE, NOW, builder -> builder);

        assertThat(listed(DeliveryQuery.all(HERE))).containsExactly(last.id(), middle.id(), first.id());
        assertThat(listed(deliveries(Set.of(DeliveryState.FAILED), Optional.empty(), Optional.empty())))
                .containsExactly(middle.id());
        assertThat(listed(
                        new DeliveryQuery(HERE, Set.of(), Optional.of(TUSK.id()), Optional.empty(), Optional.empty())))
                .containsExactly(middle.id());
        assertThat(listed(deliveries(Set.of(), Optional.of(NOW), Optional.of(NOW.plusSeconds(2)))))
                .containsExactly(middle.id(), first.id());
    }

    @Test
    void deliveriesAreFoundByTheirNetwork() {
        Delivery first = stored(NOW);
        Delivery last = stored(TUSK, NOW.plusSeconds(1), in(DeliveryState.FAILED));
        Platform other = new Platform("gramophone");

        for (DeliveryQuery query : List.of(
                DeliveryQuery.all(HERE),
                deliveries(Set.of(DeliveryState.FAILED), Optional.empty(), Optional.empty()),
                new DeliveryQuery(HERE, Set.of(), Optional.of(TUSK.id()), Optional.empty(), Optional.empty()))) {
            List<DeliveryId> any = listed(query);
            assertThat(listed(query.withPlatform(Optional.of(first.platform()))))
                    .containsExactlyElementsOf(
                            any.stream().filter(id -> id.equals(first.id())).toList());
            assertThat(listed(query.withPlatform(Optional.of(last.platform())))).containsExactly(last.id());
            assertThat(listed(query.withPlatform(Optional.of(other)))).isEmpty();
        }
    }

    @Test
    void pagesOfDeliveriesAreSeamless() {
        List<DeliveryId> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(0, stored(NOW.plusSeconds(i / 3)).id());
        }

        List<DeliveryId> walked =
                walk(cursor -> posts.listDeliveries(DeliveryQuery.all(HERE), new PageRequest(3, cursor))).stream()
                        .map(Delivery::id)
                        .toList();

        assertThat(walked).containsExactlyElementsOf(expected);
    }

    private static <T> List<T> walk(Function<Optional<String>, Page<T>> pages) {
        List<T> items = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<T> page = pages.apply(cursor);
            items.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());
        return items;
    }

    private List<PostId> found(PostQuery query) {
        return walk(cursor -> posts.list(query, new PageRequest(7, cursor))).stream()
                .map(found -> found.post().id())
                .toList();
    }

    private List<DeliveryId> listed(DeliveryQuery query) {
        return posts.listDeliveries(query, PageRequest.first(200)).items().stream()
                .map(Delivery::id)
                .toList();
    }

    private StoredPost draft(String caption, Instant createdAt) {
        StoredPost draft = post(Post.to(BELL).caption(caption).build(), createdAt);
        posts.add(draft, List.of());
        return draft;
    }

    private StoredPost inStates(List<DeliveryState> states) {
        StoredPost post = post(both(), NOW);
        posts.add(
                post,
                List.of(
                        delivery(post, BELL, NOW).toBuilder()
                                .state(states.get(0))
                                .build(),
                        delivery(post, TUSK, NOW).toBuilder()
                                .state(states.get(1))
                                .build()));
        return post;
    }

    private static Post both() {
        return Post.to(BELL).account(TUSK).caption("Ring").build();
    }

    private static DeliveryQuery deliveries(Set<DeliveryState> states, Optional<Instant> from, Optional<Instant> to) {
        return new DeliveryQuery(HERE, states, Optional.empty(), from, to);
    }

    private static PostQuery states(DeliveryState... states) {
        return new PostQuery(
                HERE,
                Set.of(states),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PostQuery account(AccountId id) {
        return new PostQuery(
                HERE,
                Set.of(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PostQuery platform(Platform id) {
        return new PostQuery(
                HERE,
                Set.of(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PostQuery label(String label) {
        return new PostQuery(
                HERE,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(label),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PostQuery due(Optional<Instant> from, Optional<Instant> to) {
        return new PostQuery(
                HERE, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), from, to, Optional.empty());
    }

    private static PostQuery text(String text) {
        return new PostQuery(
                HERE,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text));
    }
}
