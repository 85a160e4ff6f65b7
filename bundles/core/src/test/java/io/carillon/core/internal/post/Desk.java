package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Leases;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.FakeAttachments;
import io.carillon.core.FakePublisher;
import io.carillon.core.MemoryAccounts;
import io.carillon.core.MovableClock;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.store.InMemoryPostStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A workspace with three accounts, of which one has a network that prepares and one a network without a publisher. */
final class Desk {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00.000001Z");
    static final Instant DUE = NOW.plus(Duration.ofHours(1));
    static final UserId ANNA = new UserId("u_anna");
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final WorkspaceId HERE = Workspace.DEFAULT_ID;
    static final Account BELL = account("a_bell", Platform.SANDBOX, HERE);
    static final Account TUSK = account("a_tusk", Platform.MASTODON, HERE);
    static final Account LOST = account("a_lost", Platform.X, HERE);
    static final Account ELSEWHERE = account("a_elsewhere", Platform.SANDBOX, new WorkspaceId("other"));
    static final MediaFile DOOR = image("m_door", "image/jpeg", 1000, 640, 480);

    final MovableClock clock = new MovableClock(NOW);
    final InMemoryPostStore store = new InMemoryPostStore();
    final MemoryAccounts accounts = new MemoryAccounts();
    final MemoryMedia media = new MemoryMedia();
    final MemoryWorkspaces workspaces = new MemoryWorkspaces();
    final FakeAttachments attachments = new FakeAttachments();
    final PublisherRegistry publishers = PublisherRegistry.create();
    final FakePublisher sandbox = new FakePublisher(profile(Platform.SANDBOX, Duration.ZERO));
    final FakePublisher mastodon = new FakePublisher(profile(Platform.MASTODON, WINDOW));
    final QueueDesk desk = new QueueDesk(store, publishers);
    final PostService service;
    final QueueService queues;
    final SeriesService series;
    int nudges;

    Desk() {
        this(UnaryOperator.identity());
    }

    /** A desk with something between the service and its store. */
    Desk(UnaryOperator<PostStore> between) {
        List.of(BELL, TUSK, LOST, ELSEWHERE).forEach(account -> accounts.add(account, Optional.empty()));
        add(DOOR);
        workspaces.add(
                new Workspace(HERE, "Default", ZoneId.of("Europe/Berlin"), MissedPolicy.DEFAULT, 1),
                new UserId("u_owner"));
        publishers.add(sandbox);
        publishers.add(mastodon);
        Stores stores = new Stores(between.apply(store), store, workspaces, accounts, media);
        Ids ids = new Ids(clock, new SplittableRandom(7));
        service = new PostService(stores, publishers, attachments, attachments, desk, ids, clock, () -> nudges++);
        series = new SeriesService(
                service, store, stores, publishers, attachments, attachments, ids, clock, () -> nudges++);
        queues = new QueueService(store, store, accounts, desk, clock, () -> nudges++);
    }

    private static PublisherProfile profile(Platform platform, Duration window) {
        return PublisherProfile.builder(platform, platform.id(), TextRule.of(500, Counting.GRAPHEMES))
                .media(4, false, MediaRule.images(4, 10_000, "image/jpeg", "image/png"))
                .prepareWindow(window)
                .build();
    }

    private static Account account(String id, Platform platform, WorkspaceId workspace) {
        return new Account(
                new AccountId(id),
                workspace,
                platform,
                "@" + id,
                id,
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneOffset.UTC,
                Map.of(),
                Grant.none());
    }

    static MediaFile image(String id, String type, long bytes, int width, int height) {
        return new MediaFile(
                new MediaId(id),
                HERE,
                id + ".bin",
                type,
                bytes,
                OptionalInt.of(width),
                OptionalInt.of(height),
                Optional.empty(),
                "00",
                id,
                "",
                NOW);
    }

    static MediaFile film(String id, Duration duration) {
        MediaFile file = image(id, "video/mp4", 5000, 4000, 4000);
        return new MediaFile(
                file.id(),
                file.workspace(),
                file.name(),
                file.type(),
                file.bytes(),
                file.width(),
                file.height(),
                Optional.of(duration),
                file.sha256(),
                file.storageKey(),
                file.altText(),
                file.createdAt());
    }

    void add(MediaFile file) {
        media.add(file);
        attachments.add(file);
    }

    static Schedule at(Instant due) {
        return Schedule.at(due, ZoneOffset.UTC);
    }

    static Post post(Account account) {
        return Post.to(account).caption("Ring the bell").build();
    }

    static Post scheduled(Account account) {
        return post(account).withSchedule(Optional.of(at(DUE)));
    }

    static Post both() {
        return Post.to(BELL).account(TUSK).caption("Ring").schedule(at(DUE)).build();
    }

    static Delivery of(PostWithDeliveries view, Account account) {
        return view.deliveries().stream()
                .filter(delivery -> delivery.account().equals(account.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Makes the account's delivery what it is to be, as the engine would. */
    PostWithDeliveries become(PostWithDeliveries view, Account account, UnaryOperator<DeliveryBuilder> as) {
        Delivery before = of(view, account);
        StoredPost post = view.post();
        Delivery after = as.apply(before.toBuilder()).build();
        store.change(new PostChange(
                post, post.revision(), List.of(), List.of(new PostChange.DeliveryChange(before, after)), List.of()));
        return store.find(HERE, post.id()).orElseThrow();
    }

    PostWithDeliveries become(PostWithDeliveries view, Account account, DeliveryState state) {
        return become(view, account, builder -> builder.state(state));
    }

    /** Claims everything that wakes up to the instant. */
    List<Claim> claim(Instant at) {
        Ids attempts = new Ids(clock, new SplittableRandom(at.toEpochMilli()));
        return store.claim(new ClaimOrder(
                new Claimant("north", "boot-1"),
                at,
                at,
                100,
                Map.of(
                        Platform.SANDBOX, Leases.all(Duration.ofMinutes(1)),
                        Platform.MASTODON, Leases.all(Duration.ofMinutes(1))),
                attempts::newAttemptId));
    }

    static AttemptId attemptId(String value) {
        return new AttemptId(value);
    }
}
