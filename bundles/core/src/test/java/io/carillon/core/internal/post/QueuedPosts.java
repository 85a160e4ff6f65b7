package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Post;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Slot;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostWithDeliveries;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Posts in queues, for tests: it is Sunday, 1 March 2026, ten o'clock in UTC, and every day has a slot at nine.
 */
abstract class QueuedPosts {

    static final OptionalLong ANY = OptionalLong.empty();
    static final List<Slot> DAILY = Arrays.stream(DayOfWeek.values())
            .map(day -> new Slot(day, LocalTime.of(9, 0)))
            .toList();

    final Desk desk = new Desk();

    static Instant day(int day) {
        return Instant.parse("2026-03-01T09:00:00Z").plus(Duration.ofDays(day));
    }

    void daily(Account... accounts) {
        for (Account account : accounts) {
            desk.queues.set(HERE, account.id(), ANY, DAILY, false);
        }
    }

    void pause(boolean paused) {
        desk.queues.set(HERE, BELL.id(), ANY, DAILY, paused);
    }

    PostWithDeliveries queued(String caption, QueueTarget target) {
        PostWithDeliveries draft =
                desk.service.create(HERE, Post.to(BELL).caption(caption).build());
        return enqueue(draft, target);
    }

    PostWithDeliveries queued(String caption) {
        return queued(caption, QueueTarget.end());
    }

    PostWithDeliveries enqueue(PostWithDeliveries post, QueueTarget target) {
        return desk.service.enqueue(HERE, post.post().id(), ANY, target);
    }

    PostWithDeliveries now(PostWithDeliveries post) {
        return desk.service.get(HERE, post.post().id());
    }

    Delivery bell(PostWithDeliveries post) {
        return of(now(post), BELL);
    }

    void move(PostWithDeliveries post, QueueTarget target) {
        desk.queues.move(HERE, BELL.id(), bell(post).id(), ANY, target);
    }

    /** What is queued, as "a1 b2": who goes out on which day. */
    String plan() {
        List<String> plan = new ArrayList<>();
        for (Delivery delivery :
                desk.queues.list(HERE, BELL.id(), PageRequest.first(200)).items()) {
            String caption = desk.service
                    .get(HERE, delivery.post())
                    .post()
                    .post()
                    .content()
                    .caption();
            plan.add(caption
                    + Duration.between(day(0), delivery.due()).toDays()
                    + (delivery.queued().equals(Optional.of(QueuePlace.CHOSEN)) ? "!" : ""));
        }
        return String.join(" ", plan);
    }

    static String codeOf(Supplier<?> change) {
        return catchThrowableOfType(ConflictException.class, change::get).code();
    }

    static InvalidException invalid(Supplier<?> change) {
        return catchThrowableOfType(InvalidException.class, change::get);
    }
}
