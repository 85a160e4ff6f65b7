package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Sample;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Budget;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.Reservation;
import io.carillon.api.store.Sampling;
import io.carillon.api.store.SealedValues;
import io.carillon.api.store.Settlement;
import io.carillon.api.store.ZoneStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whatever the engine and lists of posts ask of a database, to look at how it is answered when there are many posts. The
 * database holds posts of one account, half of them due a second apart from now on, half of them published.
 */
final class HotQueries {

    private static final Instant SOON = NOW.plusSeconds(30);
    private static final int QUEUED = 100;

    private final Stores stores;
    private final Account account;

    /**
     * What is asked, under a name.
     *
     * @param page whether it reads one page of a list: if that had to be sorted, it would be read to its end first
     * @param walks whether it passes by whatever is not wanted, however much that is
     */
    record Query(String name, boolean page, boolean walks, Runnable work) {}

    HotQueries(Stores stores, Account account) {
        this.stores = stores;
        this.account = account;
    }

    Stream<Query> ofTheEngine() {
        return Stream.of(
                query("next wake", () -> stores.dispatch().nextWake()),
                query("claim and settle", this::claimAndSettle),
                query("prepare", this::prepare),
                query("claim and settle steps", this::follow),
                query("reserve places", this::reserve),
                query("hasten", () -> stores.dispatch()
                        .hasten(Platform.SANDBOX, "network-unavailable", NOW, Duration.ofSeconds(10))),
                query("park", () -> stores.dispatch().parkAbsent(Set.of(Platform.X, Platform.SANDBOX), SOON)),
                query("unpark account", () -> stores.dispatch().unparkAccount(account.id(), SOON)),
                query("unpark", () -> stores.dispatch().unpark(Platform.X, WaitReason.PUBLISHER_ABSENT, SOON)),
                query("orphans", () -> stores.dispatch().orphansOf(new Claimant("node-1", "boot-9"), SOON, 100)),
                query("under way", () -> stores.dispatch().underWay(account.workspace(), account.id())),
                query("next extension", () -> stores.series().nextExtension()),
                query("to extend", () -> stores.series().toExtend(SOON, 100)),
                query("expired", () -> stores.dispatch().expired(SOON, 100)),
                query("grants that end", this::endingGrants),
                query("grants of a key", this::grantsOfAKey),
                query("figures", this::figures),
                query("zones", this::zones),
                // A hundred of what is stored are due within the hour.
                query("gauges", () -> stores.gauges().backlog(NOW.minusSeconds(3500))));
    }

    Stream<Query> ofPeople() {
        return Stream.of(
                query("add, find, change and remove", this::edit),
                page("all posts", () -> list(posts(Set.of(), false, false))),
                query(
                        "posts by state",
                        () -> list(posts(Set.of(DeliveryState.PUBLISHED, DeliveryState.DRAFT), false, false))),
                page("posts by account", () -> list(posts(Set.of(), true, false))),
                page("posts by platform", () -> list(posts(Set.of(), false, true))),
                walk("posts by all of them", () -> list(posts(Set.of(DeliveryState.SCHEDULED), true, true))),
                page("deliveries of a span", () -> stores.posts()
                        .listDeliveries(deliveries(Set.of(), false), PageRequest.first(50))),
                page("deliveries by state", () -> stores.posts()
                        .listDeliveries(
                                deliveries(Set.of(DeliveryState.FAILED, DeliveryState.PUBLISHED), false),
                                PageRequest.first(50))),
                page("queued posts", this::listQueued),
                query("queue, read and laid out anew", this::layOut),
                page("deliveries of a post", () -> stores.posts().listDeliveries(ofSeries(), PageRequest.first(50))),
                query("add, extend and find a series", this::recur),
                query("not planned yet", () -> stores.series()
                        .notPlannedTo(Workspace.DEFAULT_ID, NOW.plus(Duration.ofDays(90)), 500)),
                page("deliveries by account", () -> stores.posts()
                        .listDeliveries(deliveries(Set.of(), true), PageRequest.first(50))));
    }

    private static Query query(String name, Runnable work) {
        return new Query(name, false, false, work);
    }

    private static Query page(String name, Runnable work) {
        return new Query(name, true, false, work);
    }

    private static Query walk(String name, Runnable work) {
        return new Query(name, true, true, work);
    }

    private void endingGrants() {
        Instant horizon = NOW.plus(Duration.ofHours(1));
        List<EndingGrant> first = stores.accounts().ending(horizon, Optional.empty(), 20);
        assertThat(first).hasSize(20);
        assertThat(stores.accounts().ending(horizon, Optional.of(first.get(19)), 20))
                .hasSize(20);
    }

    private void grantsOfAKey() {
        SealedValues grants = stores.sealed().get(0);
        List<SealedValues.SealedValue> first = grants.sealedWith(GrantLoad.KEY, Optional.empty(), 20);
        assertThat(first).hasSize(20);
        assertThat(grants.sealedWith(GrantLoad.KEY, Optional.of(first.get(19).id()), 20))
                .hasSize(20);
    }

    private void zones() {
        String zone = "Europe/Berlin";
        assertThat(stores.zones().inUse()).contains(zone);
        List<ZoneStore.Single> first = stores.zones().singles(zone, NOW, Optional.empty(), 20);
        assertThat(first).hasSize(20);
        assertThat(stores.zones().singles(zone, NOW, Optional.of(first.get(19)), 20))
                .hasSize(20);
        stores.zones().recurring(zone, LocalDateTime.ofInstant(NOW, ZoneOffset.UTC), Optional.empty(), 20);
    }

    private void claimAndSettle() {
        List<Claim> claims =
                stores.dispatch().claim(Samples.order(NOW, NOW.plusSeconds(3600), 20, Platform.SANDBOX, Platform.X));
        assertThat(claims).hasSize(20);
        stores.dispatch().settle(claims.stream().map(HotQueries::published).toList());
    }

    /** Of a few, so that the last one has to wait, and what does not count any more is looked for. */
    private void reserve() {
        Budget few = new Budget(BudgetKey.account(account.id()), 2, Duration.ofHours(1), Duration.ZERO);
        List<Claim> claims = stores.dispatch().claim(Samples.order(NOW, NOW.plusSeconds(3600), 3, Platform.SANDBOX));
        stores.dispatch()
                .reserve(claims.stream()
                        .map(claim -> new Reservation(claim.delivery().id(), NOW, List.of(few)))
                        .toList());
        stores.dispatch().holds(NOW);
    }

    static Settlement published(Claim claim) {
        Delivery done = claim.delivery().toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .build();
        return new Settlement(claim.id(), done, Optional.empty(), Optional.empty(), true);
    }

    private void prepare() {
        StoredPost post = Samples.post(account, "to prepare");
        stores.posts().add(post, List.of(Samples.delivery(post, account, NOW.minusSeconds(9), Preparation.PENDING)));
        Claim claim = stores.dispatch()
                .claim(Samples.order(NOW, NOW.minusSeconds(9), 1, Platform.SANDBOX))
                .get(0);
        stores.dispatch().checkpoint(claim.id(), new PreparedValue("half"));
        stores.dispatch().prepared(claim.id(), new PreparedValue("whole"), true, Optional.empty(), SOON);
    }

    /** What was published lately is put down, read and reported. */
    private void figures() {
        Duration hour = Duration.ofHours(1);
        StoredPost post = Samples.post(account, "published");
        Delivery published = Samples.delivery(post, account, NOW).toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(new Publication("r1", Optional.empty(), NOW)))
                .build();
        stores.posts().add(post, List.of(published));
        stores.samples().enrolMissed(Set.of(Platform.SANDBOX, Platform.X), NOW.minusSeconds(20), hour);
        Instant later = NOW.plus(hour);
        List<Sampling> due = stores.samples().claim(later, later.plusSeconds(60), 10);
        assertThat(due).hasSize(1);
        stores.samples()
                .finish(due.stream()
                        .map(one -> new Sampling.Outcome(
                                one,
                                Optional.of(new Sample(one.delivery(), hour, later, Map.of("likes", 1L))),
                                Optional.empty()))
                        .toList());
        stores.samples().enrol(List.of(published.id()), hour);
        assertThat(stores.samples().samples(published.id())).hasSize(1);
    }

    /** A post with a thread of two, one after the other. */
    private void follow() {
        Instant early = NOW.minusSeconds(99);
        StoredPost post = Samples.post(account, "to follow");
        Delivery parent = Samples.delivery(post, account, early);
        stores.posts().add(post, List.of(parent));
        stores.dispatch().settle(List.of(publishedNext(early).withSteps(List.of(part(parent, 0), part(parent, 1)))));
        stores.dispatch().settle(List.of(publishedNext(early)));
        stores.dispatch().settle(List.of(publishedNext(early)));
        assertThat(stores.posts().steps(List.of(parent.id())).get(parent.id()))
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.PUBLISHED);
    }

    private Settlement publishedNext(Instant early) {
        List<Claim> claims = stores.dispatch().claim(Samples.order(NOW, early, 20, Platform.SANDBOX));
        assertThat(claims).hasSize(1);
        return published(claims.get(0));
    }

    private static Delivery part(Delivery parent, int part) {
        Step step = new Step(parent.id(), part, Step.Kind.THREAD_PART, part, new ThreadPart("More", List.of()));
        return Delivery.following(
                parent,
                step,
                parent.key(),
                Preparation.NONE,
                parent.due(),
                part == 0 ? Optional.of(parent.due()) : Optional.empty());
    }

    private void edit() {
        StoredPost post = Samples.post(account, "to edit");
        Delivery delivery = Samples.delivery(post, account, SOON);
        stores.posts().add(post, List.of(delivery));
        stores.posts().find(post.workspace(), post.id());
        stores.posts()
                .change(new PostChange(
                        post.edited(post.post(), NOW),
                        1,
                        List.of(),
                        List.of(new PostChange.DeliveryChange(delivery, delivery)),
                        List.of()));
        stores.posts().attempts(delivery.id());
        stores.posts().remove(post.workspace(), post.id(), 2);
    }

    private void listQueued() {
        queue();
        PageRequest first = PageRequest.first(20);
        Page<Delivery> page = stores.queues().listQueued(account.id(), NOW, first);
        assertThat(page.items()).hasSize(20);
        stores.queues().listQueued(account.id(), NOW, new PageRequest(20, page.next()));
        stores.queues().chosen(account.id(), NOW);
    }

    private void layOut() {
        AccountQueue queue = queue();
        List<QueueChange.Move> moves = stores.queues().queued(account.id(), NOW).stream()
                .map(entry -> new QueueChange.Move(entry, later(entry)))
                .toList();
        assertThat(moves).hasSize(QUEUED);
        stores.queues().change(new QueueChange(queue.laid(queue.zone(), queue.last()), queue.version(), moves));
    }

    private static QueueEntry later(QueueEntry entry) {
        return new QueueEntry(
                entry.id(),
                entry.due().plusSeconds(1),
                entry.place(),
                entry.revision(),
                entry.state(),
                entry.waitReason(),
                entry.preparation(),
                entry.wakeAt(),
                entry.uploadBytes());
    }

    /** Filled, where it is empty. */
    private AccountQueue queue() {
        return stores.queues().queue(account.workspace(), account.id()).orElseGet(() -> {
            List<Instant> slots = IntStream.range(0, QUEUED)
                    .mapToObj(i -> NOW.plus(Duration.ofDays(1000L + i)))
                    .toList();
            new BulkLoad(stores, List.of(account)).queued(slots);
            AccountQueue queue = AccountQueue.none(account).laid(account.zone(), Optional.of(slots.get(QUEUED - 1)));
            stores.queues().change(new QueueChange(queue, 0, List.of()));
            return queue;
        });
    }

    private DeliveryQuery ofSeries() {
        return new DeliveryQuery(
                Workspace.DEFAULT_ID,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new PostId("p_none")));
    }

    private void recur() {
        LocalDateTime start = LocalDateTime.ofInstant(NOW, ZoneOffset.UTC);
        Schedule schedule = Schedule.at(start, ZoneOffset.UTC).withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY")));
        StoredPost plain = Samples.post(account, "to recur");
        StoredPost post = plain.withPost(plain.post().withSchedule(Optional.of(schedule)))
                .withHorizon(Optional.of(new Horizon(start, Optional.of(NOW), NOW)));
        stores.posts().add(post, List.of());
        Delivery first = Samples.delivery(post, account, NOW.plus(Duration.ofDays(9))).toBuilder()
                .occurrence(Optional.of(start))
                .build();
        Horizon later = new Horizon(start.plusDays(1), Optional.of(NOW.plusSeconds(9)), NOW);
        stores.posts()
                .change(new PostChange(
                        post.withHorizon(Optional.of(later)),
                        1,
                        List.of(first),
                        List.of(),
                        List.of(),
                        post.horizon(),
                        List.of()));
        assertThat(stores.posts()
                        .find(post.workspace(), post.id())
                        .orElseThrow()
                        .deliveries())
                .hasSize(1);
        stores.series().findDetached(post.workspace(), new Origin(post.id(), start));
        stores.series().posts(post.workspace(), List.of(post.id()));
        stores.posts().remove(post.workspace(), post.id(), 1);
    }

    private void list(PostQuery query) {
        PageRequest first = PageRequest.first(20);
        Optional<String> next = stores.posts().list(query, first).next();
        assertThat(next).isPresent();
        stores.posts().list(query, new PageRequest(20, next));
    }

    private PostQuery posts(Set<DeliveryState> states, boolean ofAccount, boolean ofPlatform) {
        return new PostQuery(
                Workspace.DEFAULT_ID,
                states,
                ofAccount ? Optional.of(account.id()) : Optional.empty(),
                ofPlatform ? Optional.of(Platform.SANDBOX) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private DeliveryQuery deliveries(Set<DeliveryState> states, boolean ofAccount) {
        return new DeliveryQuery(
                Workspace.DEFAULT_ID,
                states,
                ofAccount ? Optional.of(account.id()) : Optional.empty(),
                Optional.of(NOW.minusSeconds(3600)),
                Optional.of(NOW.plusSeconds(3600)));
    }
}
