package io.carillon.persistence.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Leases;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Values to store. */
public final class Samples {

    public static final Instant NOW = TestStores.NOW;
    public static final Claimant ME = new Claimant("node-1", "boot-2");
    public static final Duration LEASE = Duration.ofSeconds(60);

    private static final AtomicLong NUMBERS = new AtomicLong(100_000);

    private Samples() {}

    /** Ids grow, as real ones do. */
    public static String id(String prefix) {
        return prefix + "_" + NUMBERS.incrementAndGet();
    }

    public static Account account(Platform platform, String handle) {
        return new Account(
                new AccountId(id("a")),
                Workspace.DEFAULT_ID,
                platform,
                handle,
                "Display " + handle,
                Optional.of(URI.create("https://example.com/avatar.png")),
                AccountStatus.CONNECTED,
                ZoneId.of("Europe/Berlin"),
                Map.of("service", "https://example.com"),
                Grant.none());
    }

    public static StoredPost post(Account account, String caption) {
        return post(List.of(account), caption, Set.of());
    }

    public static StoredPost post(List<Account> accounts, String caption, Set<String> labels) {
        Post post = new Post(Content.text(caption), List.of(), labels, accounts, Optional.empty());
        return new StoredPost(new PostId(id("p")), Workspace.DEFAULT_ID, 1, post, NOW, NOW);
    }

    public static StoredPost scheduled(StoredPost post, Instant due) {
        Post with = post.post().withSchedule(Optional.of(Schedule.at(due, ZoneOffset.UTC)));
        return new StoredPost(post.id(), post.workspace(), post.revision(), with, post.createdAt(), post.updatedAt());
    }

    public static Delivery delivery(StoredPost post, Account account, Instant due) {
        return delivery(post, account, due, Preparation.NONE);
    }

    public static Delivery delivery(StoredPost post, Account account, Instant due, Preparation preparation) {
        return Delivery.scheduled(
                new DeliveryId(id("d")), post, account, due, new IdempotencyKey(id("k"), NOW), preparation, due);
    }

    public static ClaimOrder order(Instant now, Instant horizon, int limit, Platform... platforms) {
        return order(ME, now, horizon, limit, platforms);
    }

    public static ClaimOrder order(Claimant claimant, Instant now, Instant horizon, int limit, Platform... platforms) {
        Map<Platform, Leases> leases = Set.of(platforms).stream()
                .collect(Collectors.toMap(platform -> platform, platform -> Leases.all(LEASE)));
        return new ClaimOrder(claimant, now, horizon, limit, leases, () -> new AttemptId(id("t")));
    }
}
