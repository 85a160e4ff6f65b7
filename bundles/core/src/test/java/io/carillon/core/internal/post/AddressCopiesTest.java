package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.post;
import static io.carillon.core.internal.post.Desk.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Content;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses that a post names are copied when it is saved. */
class AddressCopiesTest {

    private static final OptionalLong ANY = OptionalLong.empty();
    private static final URI DOOR = URI.create("https://example.com/door.jpg");
    private static final URI BIG = URI.create("https://example.com/big.jpg");
    private static final URI GONE = URI.create("https://example.com/gone.jpg");

    private final Desk desk = new Desk();
    private final PostService service = desk.service;

    @BeforeEach
    void show() {
        show(DOOR, Desk.image("m_copy", "image/jpeg", 1000, 640, 480));
        show(BIG, Desk.image("m_big", "image/jpeg", 99_000, 640, 480));
    }

    private void show(URI address, MediaFile file) {
        desk.attachments.show(address, file);
        desk.media.add(file);
    }

    private static Post showing(Post post, URI... addresses) {
        List<MediaRef> refs = List.of(addresses).stream().map(MediaRef::of).toList();
        return post.withContent(post.content().withMedia(refs));
    }

    private static List<MediaRef> media(PostWithDeliveries view) {
        return view.post().post().content().media();
    }

    private List<Violation> refused(Runnable call) {
        return catchThrowableOfType(InvalidException.class, call::run).violations();
    }

    @Test
    void whatIsThereWhenThePostIsSavedIsWhatGoesOut() {
        MediaRef ref = MediaRef.of(DOOR).withAltText("A red door");
        Content content = new Content(
                "Look",
                List.of(),
                List.of(ref),
                Optional.empty(),
                Optional.empty(),
                List.of(new ThreadPart("2", List.of(MediaRef.of(DOOR)))));

        PostWithDeliveries created = service.create(HERE, post(BELL).withContent(content));

        assertThat(media(created))
                .containsExactly(MediaRef.of(new MediaId("m_copy")).withAltText("A red door"));
        assertThat(created.post().post().content().thread().get(0).media())
                .containsExactly(MediaRef.of(new MediaId("m_copy")));
        assertThat(desk.attachments.copies).as("once for both").containsExactly(new MediaId("m_copy"));
    }

    @Test
    void everyAddressThatCannotBeCopiedIsToldAndNothingStays() {
        URI other = URI.create("https://example.com/other.jpg");

        List<Violation> problems = refused(() -> service.create(HERE, showing(scheduled(BELL), DOOR, GONE, other)));

        assertThat(problems).extracting(Violation::field).containsExactly("media[1].url", "media[2].url");
        assertThat(problems).extracting(Violation::rule).containsOnly("reachable");
        assertThat(desk.attachments.copies).isEmpty();
    }

    @Test
    void postThatIsWrongOtherwiseIsRefusedBeforeAnythingIsFetched() {
        List<Violation> problems = refused(() -> service.create(
                HERE, showing(post(BELL), GONE).withSchedule(Optional.of(at(NOW.plusSeconds(1L << 33))))));

        assertThat(problems).extracting(Violation::field).doesNotContain("media[0].url");
        assertThat(desk.attachments.copies).isEmpty();
    }

    @Test
    void copyThatTheNetworkRefusesIsNotLeftBehind() {
        List<Violation> problems = refused(() -> service.create(HERE, showing(scheduled(BELL), BIG)));

        assertThat(problems).extracting(Violation::field).containsExactly("media[0]");
        assertThat(problems).extracting(Violation::rule).containsExactly("max-bytes");
        assertThat(desk.attachments.copies).isEmpty();
    }

    @Test
    void editThatComesTooLateLeavesNoCopyBehind() {
        Desk raced = new Desk(store -> new RacingStore(store, 1));
        PostWithDeliveries created = raced.service.create(HERE, scheduled(BELL));
        raced.attachments.show(DOOR, Desk.DOOR);

        assertThatThrownBy(() -> raced.service.edit(
                        HERE, created.post().id(), OptionalLong.of(1), showing(scheduled(BELL), DOOR)))
                .isInstanceOf(StaleException.class);
        assertThat(raced.attachments.copies).isEmpty();
    }

    @Test
    void editCopiesWhatIsNewAndLeavesAddressesThatWereStoredBefore() {
        Post old = showing(post(BELL), GONE);
        StoredPost stored = new StoredPost(new PostId("p_old"), HERE, 1, old, NOW, NOW);
        desk.store.add(stored, List.of());

        PostWithDeliveries edited = service.edit(HERE, stored.id(), ANY, showing(post(BELL), GONE, DOOR));

        assertThat(media(edited)).containsExactly(MediaRef.of(GONE), MediaRef.of(new MediaId("m_copy")));
        assertThat(media(service.schedule(HERE, stored.id(), ANY, at(Desk.DUE))))
                .contains(MediaRef.of(GONE));
    }

    @Test
    void partOfASeriesCopiesToo() {
        LocalDateTime start = LocalDateTime.of(2026, 3, 2, 9, 0);
        Schedule daily =
                Schedule.at(start, ZoneOffset.UTC).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY;COUNT=3")));
        PostWithDeliveries view = service.create(HERE, post(BELL).withSchedule(Optional.of(daily)));

        PostWithDeliveries own = desk.series.edit(
                HERE, view.post().id(), start, Reach.THIS, ANY, part -> showing(part, DOOR), Optional.empty());

        assertThat(media(own)).containsExactly(MediaRef.of(new MediaId("m_copy")));
        assertThat(refused(() -> desk.series.edit(
                        HERE,
                        view.post().id(),
                        start.plusDays(1),
                        Reach.FOLLOWING,
                        ANY,
                        part -> showing(part, GONE),
                        Optional.empty())))
                .extracting(Violation::field)
                .containsExactly("media[0].url");
    }

    @Test
    void afterThreeFailuresTheOthersAreNotTried() {
        URI[] addresses = new URI[10];
        for (int i = 0; i < 10; i++) {
            addresses[i] = URI.create("https://example.com/gone-" + i);
        }

        assertThat(refused(() -> service.create(HERE, showing(post(BELL), addresses))))
                .hasSize(3);
    }
}
