package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.DOOR;
import static io.carillon.core.internal.post.Desk.DUE;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.NOW;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.WINDOW;
import static io.carillon.core.internal.post.Desk.at;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Slot;
import io.carillon.api.model.Variation;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What carries much is prepared earlier: here a thousand bytes take a little more than fifteen minutes. */
class UploadTimeTest {

    private static final OptionalLong ANY = OptionalLong.empty();

    private final Desk desk = new Desk();
    private Duration upload;

    @BeforeEach
    void networkIsSlow() {
        for (int i = 0; i < 100; i++) {
            desk.publishers.pace().learn(Platform.MASTODON, 1000, Duration.ofMinutes(15));
        }
        upload = desk.publishers.pace().expected(Platform.MASTODON, DOOR.bytes());
        assertThat(upload).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
    }

    private static Post withDoor(Account account) {
        return Post.to(account)
                .caption("Ring")
                .media(MediaRef.of(DOOR.id()))
                .schedule(at(DUE))
                .build();
    }

    private PostWithDeliveries edit(PostWithDeliveries post, Post other) {
        return desk.service.edit(HERE, post.post().id(), ANY, other);
    }

    @Test
    void beginsEarlierByWhatTheUploadTakes() {
        Delivery delivery = of(desk.service.create(HERE, withDoor(TUSK)), TUSK);

        assertThat(delivery.uploadBytes()).isEqualTo(DOOR.bytes());
        assertThat(delivery.wakeAt()).contains(DUE.minus(WINDOW).minus(upload));
    }

    @Test
    void followsEditsOfWhatItCarries() {
        PostWithDeliveries post = desk.service.create(HERE, withDoor(TUSK));

        Delivery without = of(edit(post, Desk.scheduled(TUSK)), TUSK);
        assertThat(without.uploadBytes()).isZero();
        assertThat(without.wakeAt()).contains(DUE.minus(WINDOW));

        assertThat(of(edit(post, withDoor(TUSK)), TUSK).wakeAt())
                .contains(DUE.minus(WINDOW).minus(upload));
    }

    @Test
    void followsTheTimeToWhichItIsDragged() {
        PostWithDeliveries post = desk.service.create(HERE, withDoor(TUSK));
        Instant later = DUE.plusSeconds(7200);

        PostWithDeliveries moved = desk.service.schedule(HERE, post.post().id(), ANY, at(later));

        assertThat(of(moved, TUSK).wakeAt()).contains(later.minus(WINDOW).minus(upload));
    }

    @Test
    void beginsAtOnceWhereItIsLateForThat() {
        Post soon = withDoor(TUSK).withSchedule(Optional.of(at(NOW.plus(WINDOW).plusSeconds(60))));

        assertThat(of(desk.service.create(HERE, soon), TUSK).wakeAt()).contains(NOW);
    }

    @Test
    void countsWhatTheAccountItselfIsGiven() {
        Post varied = Post.to(TUSK)
                .caption("Ring")
                .media(MediaRef.of(DOOR.id()))
                .variation(new Variation(
                        Optional.empty(),
                        Optional.of(TUSK.id()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .schedule(at(DUE))
                .build();

        assertThat(of(desk.service.create(HERE, varied), TUSK).uploadBytes()).isZero();
    }

    @Test
    void networkThatPreparesNothingIsNotVisitedEarlier() {
        assertThat(of(desk.service.create(HERE, withDoor(BELL)), BELL).wakeAt()).contains(DUE);
    }

    @Test
    void queueKeepsWhatItKnowsOfThemWhenItMovesThem() {
        desk.queues.set(HERE, TUSK.id(), ANY, slots(9, 15), false);
        Post draft = withDoor(TUSK).withSchedule(Optional.empty());
        PostWithDeliveries first = desk.service.create(HERE, draft);
        PostWithDeliveries second = desk.service.create(HERE, draft);
        desk.service.enqueue(HERE, first.post().id(), ANY, QueueTarget.end());
        desk.service.enqueue(HERE, second.post().id(), ANY, QueueTarget.end());

        desk.queues.set(HERE, TUSK.id(), ANY, slots(10, 16), false);

        for (PostWithDeliveries post : List.of(first, second)) {
            Delivery moved = of(desk.service.get(HERE, post.post().id()), TUSK);
            assertThat(moved.due().toString()).containsPattern("T1[06]:00:00Z");
            assertThat(moved.uploadBytes()).isEqualTo(DOOR.bytes());
            assertThat(moved.wakeAt()).contains(moved.due().minus(WINDOW).minus(upload));
        }
    }

    private static List<Slot> slots(int... hours) {
        return Arrays.stream(hours)
                .boxed()
                .flatMap(hour -> Arrays.stream(DayOfWeek.values()).map(day -> new Slot(day, LocalTime.of(hour, 0))))
                .toList();
    }
}
