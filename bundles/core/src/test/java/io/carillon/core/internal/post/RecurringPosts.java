package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.service.Series.Reach;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Posts that come back, for tests: from Monday, 2 March 2026, nine o'clock in Berlin. */
abstract class RecurringPosts {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final LocalDateTime START = LocalDateTime.of(2026, 3, 2, 9, 0);
    static final LocalDateTime THIRD = START.plusDays(2);
    static final OptionalLong ANY = OptionalLong.empty();

    final Desk desk = new Desk();

    static Post recurring(String rule) {
        return Post.to(BELL)
                .caption("Ring again")
                .schedule(Schedule.at(START, BERLIN).withRecurrence(Optional.of(Recurrence.of(rule))))
                .build();
    }

    PostWithDeliveries created(String rule) {
        return desk.service.create(HERE, recurring(rule));
    }

    PostWithDeliveries now(PostWithDeliveries view) {
        return desk.service.get(HERE, view.post().id());
    }

    static List<LocalDateTime> planned(PostWithDeliveries view) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.SCHEDULED)
                .map(delivery -> delivery.occurrence().orElseThrow())
                .sorted()
                .toList();
    }

    static Delivery at(PostWithDeliveries view, LocalDateTime occurrence) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.occurrence().equals(Optional.of(occurrence)))
                .findFirst()
                .orElseThrow();
    }

    static Post text(Post post, String caption) {
        return post.withContent(post.content().withCaption(caption));
    }

    void become(PostWithDeliveries view, LocalDateTime occurrence, DeliveryState state) {
        become(view, occurrence, one -> one.state(state).attempts(1).wakeAt(Optional.empty()));
    }

    void become(PostWithDeliveries view, LocalDateTime occurrence, UnaryOperator<DeliveryBuilder> as) {
        Delivery before = at(view, occurrence);
        Delivery after = as.apply(before.toBuilder()).build();
        desk.store.change(new PostChange(
                view.post(),
                view.post().revision(),
                List.of(),
                List.of(new PostChange.DeliveryChange(before, after)),
                List.of()));
    }

    PostWithDeliveries edit(
            PostWithDeliveries view, LocalDateTime occurrence, Reach reach, UnaryOperator<Post> change) {
        return desk.series.edit(HERE, view.post().id(), occurrence, reach, ANY, change, Optional.empty());
    }
}
