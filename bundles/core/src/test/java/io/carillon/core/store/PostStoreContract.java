package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Review;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.Claim;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every {@link io.carillon.api.store.PostStore} keeps to: adding, finding, changing and removing. A store's own
 * test extends it and gives empty stores.
 */
public abstract class PostStoreContract extends ChangeContract {

    @Test
    void postIsFoundAsItWasAdded() {
        StoredPost post = post(everything(), NOW);
        Delivery bell = delivery(post, BELL, NOW);
        Delivery tusk = delivery(post, TUSK, NOW);

        posts.add(post, List.of(bell, tusk));

        PostWithDeliveries found = posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow();
        assertThat(found.post()).isEqualTo(post);
        assertThat(found.deliveries()).containsExactlyInAnyOrder(bell, tusk);
    }

    private static Post everything() {
        Content content = new Content(
                "Grüße 👩‍👩‍👧 from the bell tower\n\nsecond line",
                List.of(new Hashtag("#launch"), new Hashtag("#a")),
                List.of(
                        MediaRef.of(URI.create("https://example.com/2.png")).withAltText("A red door"),
                        MediaRef.of(URI.create("https://example.com/1.png"))),
                Optional.of(URI.create("https://example.com/launch")),
                Optional.of("First!"),
                List.of(
                        new ThreadPart("Part two", List.of(MediaRef.of(URI.create("https://example.com/3.png")))),
                        new ThreadPart("Part three", List.of())));
        Variation forNetwork = new Variation(
                Optional.of(Platform.MASTODON),
                Optional.empty(),
                Optional.of("Another caption"),
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of()),
                new Options(Map.of("visibility", "unlisted", "contentWarning", ""), Map.of("sensitive", false)));
        Variation forAccount = new Variation(
                Optional.empty(),
                Optional.of(BELL.id()),
                Optional.empty(),
                Optional.of(List.of(new Hashtag("#bell"))),
                Optional.of(List.of(MediaRef.of(URI.create("https://example.com/4.png")))),
                Optional.of(URI.create("https://example.com/bell")),
                Optional.of("Comment"),
                Optional.empty());
        return new Post(
                content,
                List.of(forNetwork, forAccount),
                Set.of("spring", "Äpfel"),
                List.of(TUSK, BELL),
                Optional.of(Schedule.at(
                        LocalDateTime.parse("2026-10-25T02:30:00"),
                        ZoneId.of("Europe/Berlin"),
                        ZoneOffset.ofHours(1))));
    }

    @Test
    void storyKeepsWhatPeopleHadTheNetworkShow() {
        StoredPost post = post(Post.to(BELL).build(), NOW);
        Delivery bell = delivery(post, BELL, NOW);
        posts.add(post, List.of(bell));
        String large = "👩‍👩‍👧 ".repeat(4_000);
        List<Attempt> lines = List.of(
                corrected(bell, "c1", new Attempt.Wording(Optional.of("Ding"), large), Attempt.Result.DONE),
                corrected(bell, "c2", new Attempt.Wording(Optional.empty(), "Dong"), Attempt.Result.INDETERMINATE));

        posts.change(new PostChange(post, 1, List.of(), List.of(), List.of()).telling(lines));

        assertThat(posts.attempts(bell.id())).containsExactlyElementsOf(lines);
    }

    private static Attempt corrected(Delivery delivery, String id, Attempt.Wording wording, Attempt.Result result) {
        return Attempt.askedByPerson(
                new AttemptId(id),
                delivery,
                Attempt.Kind.CORRECTED_BY_PERSON,
                new UserId("u_anna"),
                NOW,
                NOW.plusMillis(200),
                result,
                "It shows the new text.",
                Optional.of(wording));
    }

    @Test
    void draftHasNoDeliveriesAndNoSchedule() {
        StoredPost draft = post(Post.to(BELL).build(), NOW);
        posts.add(draft, List.of());

        PostWithDeliveries found = posts.find(Workspace.DEFAULT_ID, draft.id()).orElseThrow();
        assertThat(found.post()).isEqualTo(draft);
        assertThat(found.deliveries()).isEmpty();
        assertThat(found.state()).isEqualTo(DeliveryState.DRAFT);
    }

    @Test
    void deliveryKeepsEverythingThatBecameOfIt() {
        Delivery delivery = stored(NOW, builder -> builder.state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .attempts(3)
                .publication(Optional.of(new Publication(
                        "remote-1", Optional.of(URI.create("https://example.com/@b/1")), NOW.plusMillis(7))))
                .lateness(Optional.of(Duration.ofNanos(-1_234_000)))
                .problem(Optional.of(new Problem("unavailable", "It was away for a while."))));

        assertThat(posts.findDelivery(Workspace.DEFAULT_ID, delivery.id())).contains(delivery);
    }

    @Test
    void grantsAreNotKeptWithPosts() {
        Post post = Post.to(BELL.withGrant(Grant.oauthToken("secret"))).build();
        StoredPost stored = post(post, NOW);
        posts.add(stored, List.of());

        assertThat(posts.find(Workspace.DEFAULT_ID, stored.id())
                        .orElseThrow()
                        .post()
                        .post()
                        .accounts())
                .containsExactly(BELL);
    }

    @Test
    void nothingIsFoundFromAnotherWorkspace() {
        Delivery delivery = stored(NOW);

        assertThat(posts.find(OTHER, delivery.post())).isEmpty();
        assertThat(posts.findDelivery(OTHER, delivery.id())).isEmpty();
        assertThat(posts.find(Workspace.DEFAULT_ID, new PostId("p_none"))).isEmpty();
        assertThat(posts.findDelivery(Workspace.DEFAULT_ID, new DeliveryId("d_none")))
                .isEmpty();
        assertThat(posts.attempts(new DeliveryId("d_none"))).isEmpty();
    }

    @Test
    void takenIdIsRefusedAndNothingStored() {
        StoredPost post = post(bell(NOW), NOW);
        posts.add(post, List.of(delivery(post, BELL, NOW)));

        assertThatThrownBy(() -> posts.add(post, List.of(delivery(post, BELL, NOW))))
                .isInstanceOf(InUseException.class);
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .hasSize(1);
    }

    @Test
    void whatWasSaidOfAPostIsKeptWithIt() {
        Delivery delivery = stored(NOW);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        Review approval = new Review(Review.Verdict.APPROVED, new UserId("u_anna"), NOW, 1, "");
        Review rejection = new Review(Review.Verdict.REJECTED, new UserId("u_anna"), NOW.plusSeconds(1), 2, "No");

        posts.change(new PostChange(post.withReview(approval), 1, List.of(), List.of(), List.of()));
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().post())
                .isEqualTo(post.withReview(approval));
        StoredPost edited = post.edited(post.post().withSchedule(Optional.empty()), NOW);
        posts.change(new PostChange(edited.withReview(rejection), 1, List.of(), List.of(), List.of()));
        assertThat(posts.find(Workspace.DEFAULT_ID, post.id())
                        .orElseThrow()
                        .post()
                        .review())
                .contains(rejection);
        assertThat(claimOne(NOW).post().review()).contains(rejection);
    }

    @Test
    void attemptsAreToldInTheOrderInWhichTheyWereMade() {
        Delivery delivery = stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(1));
        Claim ask = claimOne(NOW.plusSeconds(1));
        dispatch.settle(List.of(settlement(ask, retrying(NOW.plusSeconds(2)))));
        Claim last = claimOne(NOW.plusSeconds(2));
        dispatch.settle(List.of(published(last)));

        List<AttemptId> told =
                posts.attempts(delivery.id()).stream().map(one -> one.id()).toList();

        assertThat(told).hasSize(2).isSorted().endsWith(last.id());
    }

    @Test
    void whatAPersonSaidIsToldByTheChangeItselfAndIsNoTry() {
        Delivery delivery = stored(NOW);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        Attempt said = Attempt.byPerson(
                freshId(),
                delivery.id(),
                Attempt.Kind.CANCELLED_BY_PERSON,
                1,
                new UserId("u_anna"),
                NOW,
                Attempt.Result.CALLED_OFF,
                "A person called it off.");
        PostChange change = new PostChange(
                        post, 1, List.of(), List.of(change(delivery, DeliveryState.CANCELLED)), List.of())
                .telling(List.of(said));

        posts.change(change);
        assertThat(posts.attempts(delivery.id())).containsExactly(said);

        assertThatThrownBy(() -> posts.change(change)).isInstanceOf(StaleException.class);
        assertThat(posts.attempts(delivery.id())).containsExactly(said);
        posts.remove(Workspace.DEFAULT_ID, post.id(), 1);
        assertThat(posts.attempts(delivery.id())).isEmpty();
    }
}
