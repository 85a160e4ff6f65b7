package io.carillon.persistence.internal.media;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class MediaStoreTest {

    private static final WorkspaceId OTHER = new WorkspaceId("other");

    private Stores stores;
    private MediaStore media;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        media = stores.media();
    }

    @Test
    void aFileIsFoundAsItWasAdded() {
        MediaFile film = new MediaFile(
                new MediaId("m_film"),
                Workspace.DEFAULT_ID,
                "film.mp4",
                "video/mp4",
                7_000_000_000L,
                OptionalInt.of(1920),
                OptionalInt.of(1080),
                Optional.of(Duration.ofMillis(61_234)),
                "ab".repeat(32),
                "ab/cd",
                "Ein Film über Glocken",
                NOW);
        media.add(film);

        assertThat(media.find(Workspace.DEFAULT_ID, film.id())).contains(film);
        assertThat(media.find(OTHER, film.id())).isEmpty();
        assertThat(media.findAll(Workspace.DEFAULT_ID, List.of(film.id(), new MediaId("m_none"))))
                .containsExactly(film);
        assertThat(media.findAll(OTHER, List.of(film.id()))).isEmpty();
    }

    @Test
    void theNewestAreListedFirstPageByPage() {
        List<MediaFile> files = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            MediaFile file = file("m_" + i, NOW.plusSeconds(i / 3));
            media.add(file);
            files.add(0, file);
        }

        List<MediaFile> walked = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<MediaFile> page = media.list(Workspace.DEFAULT_ID, new PageRequest(2, cursor));
            walked.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(walked).containsExactlyElementsOf(files);
        assertThat(media.list(OTHER, PageRequest.first(2)).items()).isEmpty();
    }

    @Test
    void anAltTextIsUpdated() {
        MediaFile file = file("m_1", NOW);
        media.add(file);

        assertThat(media.update(file.withAltText("A red door"))).isTrue();
        assertThat(media.find(Workspace.DEFAULT_ID, file.id())).contains(file.withAltText("A red door"));
        assertThat(media.update(file("m_2", NOW))).isFalse();
    }

    @Test
    void aFileThatAPostShowsAnywhereStays() {
        Account account = Samples.account(Platform.SANDBOX, "@ada");
        stores.accounts().add(account, Optional.empty());
        List<MediaFile> files = List.of(file("m_own", NOW), file("m_thread", NOW), file("m_varied", NOW));
        files.forEach(media::add);
        Post post = Post.to(account)
                .media(MediaRef.of(files.get(0).id()))
                .variation(new Variation(
                        Optional.of(Platform.SANDBOX),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of(MediaRef.of(files.get(2).id()))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of(new ThreadPart(
                                "Part", List.of(MediaRef.of(files.get(1).id())))))))
                .build();
        StoredPost stored = new StoredPost(new PostId("p_1"), Workspace.DEFAULT_ID, 1, post, NOW, NOW);
        stores.posts().add(stored, List.of());

        for (MediaFile file : files) {
            assertThatThrownBy(() -> media.remove(Workspace.DEFAULT_ID, file.id()))
                    .isInstanceOf(InUseException.class);
        }
        stores.posts().remove(Workspace.DEFAULT_ID, stored.id(), 1);
        for (MediaFile file : files) {
            assertThat(media.remove(Workspace.DEFAULT_ID, file.id())).isTrue();
            assertThat(media.remove(Workspace.DEFAULT_ID, file.id())).isFalse();
        }
    }

    private static MediaFile file(String id, Instant createdAt) {
        return new MediaFile(
                new MediaId(id),
                Workspace.DEFAULT_ID,
                "door.jpg",
                "image/jpeg",
                3932,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                "cd".repeat(32),
                "cd/ef",
                "",
                createdAt);
    }
}
