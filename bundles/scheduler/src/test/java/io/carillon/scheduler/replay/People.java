package io.carillon.scheduler.replay;

import static io.carillon.api.model.DeliveryState.ARMED;
import static io.carillon.api.model.DeliveryState.CANCELLED;
import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.SCHEDULED;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** People who write posts and change their minds at any moment, with the rules of the post service. */
final class People {

    /** What is being published is out of everybody's reach, and so is the rest of its post. */
    private static final Set<DeliveryState> PUBLISHING_NOW = Set.of(ARMED, PUBLISHING);

    private final Land land;
    private final Runnable nudge;
    private final List<PostId> posts = new ArrayList<>();

    People(Land land, Runnable nudge) {
        this.land = land;
        this.nudge = nudge;
    }

    List<PostWithDeliveries> posts() {
        return posts.stream().map(this::read).toList();
    }

    private PostWithDeliveries read(PostId id) {
        return land.store.find(Workspace.DEFAULT_ID, id).orElseThrow();
    }

    void write(Instant due) {
        String name = "p" + (posts.size() + 1);
        int first = land.weather.below(land.bells.size());
        int count = land.weather.chance(0.3) ? 2 : 1;
        List<Bell> bells = IntStream.range(first, first + count)
                .mapToObj(i -> land.bells.get(i % land.bells.size()))
                .toList();
        List<Account> accounts = bells.stream().map(land::accountOn).toList();
        Post post =
                new Post(content(name), List.of(), Set.of(), accounts, Optional.of(Schedule.at(due, ZoneOffset.UTC)));
        Instant now = land.stage.now();
        StoredPost stored = new StoredPost(new PostId(name), Workspace.DEFAULT_ID, 1, post, now, now);
        List<Delivery> deliveries = bells.stream()
                .map(bell -> Delivery.scheduled(
                        new DeliveryId("d-" + name + "-" + bell.platform().id()),
                        stored,
                        land.accountOn(bell),
                        due,
                        key(),
                        preparation(bell),
                        wake(bell, due)))
                .toList();
        land.store.add(stored, deliveries);
        posts.add(stored.id());
        land.story.tell("person writes " + name + " for "
                + bells.stream().map(Bell::platform).toList() + " at " + due);
        land.story.count("posts");
        nudge.run();
    }

    private Content content(String name) {
        boolean more = land.weather.chance(0.3);
        return new Content(
                name + "#1",
                List.of(),
                List.of(),
                Optional.empty(),
                more ? Optional.of(name + "-c") : Optional.empty(),
                more
                        ? List.of(new ThreadPart(name + "-1", List.of()), new ThreadPart(name + "-2", List.of()))
                        : List.of());
    }

    private IdempotencyKey key() {
        return new IdempotencyKey(land.freshId(), land.stage.now());
    }

    private static Preparation preparation(Bell bell) {
        return bell.window().isZero() ? Preparation.NONE : Preparation.PENDING;
    }

    private Instant wake(Bell bell, Instant due) {
        Instant wake = due.minus(bell.window());
        return wake.isBefore(land.stage.now()) ? land.stage.now() : wake;
    }

    private Bell bell(Delivery delivery) {
        return land.bells.stream()
                .filter(bell -> bell.platform().equals(delivery.platform()))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody does something to some post. */
    void meddle() {
        if (posts.isEmpty()) {
            return;
        }
        PostWithDeliveries view = read(posts.get(land.weather.below(posts.size())));
        switch (land.weather.below(6)) {
            case 0 -> edit(view, view.post().post().schedule().orElseThrow().instant(), false);
            case 1, 2 -> edit(view, land.stage.now().plus(land.weather.between(0, 300_000)), true);
            case 3 -> cancel(view);
            default -> {
                retry(view);
                resolve(view);
            }
        }
    }

    private void edit(PostWithDeliveries view, Instant due, boolean timeChosen) {
        if (holds(view, PUBLISHING_NOW) || holds(view, Set.of(IN_DOUBT))) {
            return;
        }
        StoredPost before = view.post();
        Content content = before.post().content();
        String caption = before.id() + "#" + (before.revision() + 1);
        Post said = before.post().withContent(content.withCaption(caption));
        Post next = new Post(
                said.content(),
                said.variations(),
                said.labels(),
                said.accounts(),
                Optional.of(Schedule.at(due, ZoneOffset.UTC)));
        StoredPost after = before.edited(next, land.stage.now());
        List<DeliveryChange> changes = new ArrayList<>();
        for (Delivery delivery : view.deliveries()) {
            kept(delivery, after, due, timeChosen).ifPresent(kept -> changes.add(new DeliveryChange(delivery, kept)));
        }
        change("edits " + before.id() + " for " + due, after, before.revision(), changes);
    }

    private Optional<Delivery> kept(Delivery delivery, StoredPost post, Instant due, boolean timeChosen) {
        boolean again = timeChosen || due.isAfter(land.stage.now());
        return switch (delivery.state()) {
            case DRAFT, SCHEDULED, WAITING, RETRYING -> Optional.of(rescheduled(delivery, post, due));
            case FAILED, MISSED -> Optional.of(again ? rescheduled(delivery, post, due) : carried(delivery, post));
            case CANCELLED -> timeChosen ? Optional.of(rescheduled(delivery, post, due)) : Optional.empty();
            case ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED -> Optional.empty();
        };
    }

    private Delivery rescheduled(Delivery delivery, StoredPost post, Instant due) {
        Bell bell = bell(delivery);
        Instant wake = wake(bell, due);
        boolean asksToWait = delivery.due().equals(due)
                && delivery.retryAt().filter(wake::isBefore).isPresent();
        return delivery.toBuilder()
                .state(lead(delivery.state(), SCHEDULED))
                .waitReason(Optional.empty())
                .due(due)
                .revision(post.revision())
                .key(key())
                .preparation(preparation(bell))
                .wakeAt(asksToWait ? delivery.retryAt() : Optional.of(wake))
                .retryAt(Optional.empty())
                .problem(Optional.empty())
                .build();
    }

    private Delivery carried(Delivery delivery, StoredPost post) {
        return delivery.toBuilder()
                .revision(post.revision())
                .key(key())
                .preparation(preparation(bell(delivery)))
                .build();
    }

    private void cancel(PostWithDeliveries view) {
        if (!holds(view, PUBLISHING_NOW)) {
            each(view, "cancels", People::cancelled);
        }
    }

    private static boolean holds(PostWithDeliveries view, Set<DeliveryState> states) {
        return view.deliveries().stream().map(Delivery::state).anyMatch(states::contains);
    }

    private static Optional<Delivery> cancelled(Delivery delivery) {
        boolean may = delivery.state().isEditable() && delivery.state() != CANCELLED;
        return may
                ? Optional.of(delivery.toBuilder()
                        .state(lead(delivery.state(), CANCELLED))
                        .waitReason(Optional.empty())
                        .retryAt(Optional.empty())
                        .wakeAt(Optional.empty())
                        .build())
                : Optional.empty();
    }

    private void retry(PostWithDeliveries view) {
        Instant now = land.stage.now();
        each(
                view,
                "retries",
                delivery -> delivery.state() != FAILED
                        ? Optional.empty()
                        : Optional.of(delivery.toBuilder()
                                .state(RETRYING)
                                .retryAt(Optional.of(now))
                                .wakeAt(Optional.of(now))
                                .build()));
    }

    /** Whoever is asked about a doubt looks at the network, and says what is there. */
    private void resolve(PostWithDeliveries view) {
        each(
                view,
                "resolves",
                delivery -> delivery.state() == IN_DOUBT && delivery.wakeAt().isEmpty()
                        ? Optional.of(resolved(delivery))
                        : Optional.empty());
    }

    private Delivery resolved(Delivery delivery) {
        return bell(delivery).all(delivery.id().value()).stream()
                .findFirst()
                .map(receipt -> delivery.toBuilder()
                        .state(PUBLISHED)
                        .wakeAt(Optional.empty())
                        .publication(Optional.of(new Publication(receipt.id(), Optional.empty(), land.stage.now())))
                        .problem(Optional.empty())
                        .build())
                .orElseGet(() -> delivery.toBuilder()
                        .state(FAILED)
                        .wakeAt(Optional.empty())
                        .problem(Optional.of(new Problem("not-published", "A person found nothing.")))
                        .build());
    }

    private void each(PostWithDeliveries view, String what, Function<Delivery, Optional<Delivery>> change) {
        for (Delivery delivery : view.deliveries()) {
            change.apply(delivery)
                    .ifPresent(after -> change(
                            what + " " + delivery.id(),
                            view.post(),
                            view.post().revision(),
                            List.of(new DeliveryChange(delivery, after))));
        }
    }

    private void change(String what, StoredPost post, long revision, List<DeliveryChange> changes) {
        boolean stored = true;
        try {
            land.store.change(new PostChange(post, revision, List.of(), changes, List.of()));
            changes.forEach(one -> land.ledger.forgive(one.before().id()));
        } catch (StaleException e) {
            stored = false;
        }
        land.story.tell("person " + what + " " + changes.size() + (stored ? "" : " in vain"));
        land.story.count("changes");
        nudge.run();
    }

    private static DeliveryState lead(DeliveryState from, DeliveryState to) {
        if (from == to) {
            return to;
        }
        return from.mayBecome(to) ? from.become(to) : from.become(SCHEDULED).become(to);
    }

    /** Who has to connect an account again does so after a while. */
    void connectAgain() {
        for (Bell bell : land.bells) {
            Account account = land.accountOn(bell);
            if (land.reconnect(account.id())) {
                land.store.unparkAccount(account.id(), land.stage.now());
                land.story.tell("person connects " + account.id());
            }
        }
        nudge.run();
    }

    /** How late a post may be chosen to be written: most for soon, some for a time that has just passed. */
    Instant someTime() {
        Duration ahead = land.weather.between(-5_000, 600_000);
        return land.stage.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    }
}
