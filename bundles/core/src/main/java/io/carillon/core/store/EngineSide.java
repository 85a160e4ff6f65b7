package io.carillon.core.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the engine does with deliveries. Not thread-safe: {@link InMemoryPostStore} holds its lock around every call. */
final class EngineSide {

    private final DeliveryTable table;
    private final DiscardList discards;
    private final Function<Delivery, StoredPost> posts;
    private final StepChain steps;

    EngineSide(DeliveryTable table, DiscardList discards, Function<Delivery, StoredPost> posts) {
        this.table = table;
        this.discards = discards;
        this.posts = posts;
        steps = new StepChain(table);
    }

    List<Claim> claim(ClaimOrder order) {
        List<Row> rows = new ArrayList<>(waking(order, false, order.limit()));
        rows.addAll(waking(order, true, order.limit() - rows.size()));
        return rows.stream()
                .map(row -> claim(row, order, row.delivery.wakeAt().orElse(order.now())))
                .sorted(Comparator.comparing(Claim::wake))
                .toList();
    }

    private List<Row> waking(ClaimOrder order, boolean isStep, int limit) {
        return table.waking(
                order.horizon(),
                row -> row.isStep() == isStep
                        && isClaimable(row, order.now())
                        && (order.arming() || kindFor(row, order.now()) != ClaimKind.PUBLISH)
                        && order.leases().containsKey(row.delivery.platform()),
                limit);
    }

    List<Claim> claimDoubted(ClaimOrder order, Map<DeliveryId, AttemptId> doubts) {
        List<Row> rows = doubts.entrySet().stream()
                .flatMap(doubt ->
                        table.find(doubt.getKey()).filter(row -> row.isInDoubtAbout(doubt.getValue())).stream())
                .filter(row -> isClaimable(row, order.now()) && order.leases().containsKey(row.delivery.platform()))
                .limit(order.limit())
                .toList();
        return rows.stream().map(row -> claim(row, order, order.now())).toList();
    }

    private static boolean isClaimable(Row row, Instant now) {
        return switch (row.delivery.state()) {
            case SCHEDULED, RETRYING, IN_DOUBT -> row.held.isEmpty() || hasEnded(row, now);
            // What is armed is taken over with care, as an orphan; the others have nothing to be done.
            case DRAFT, WAITING, ARMED, PUBLISHING, PUBLISHED, FAILED, MISSED, CANCELLED, REPORTED -> false;
        };
    }

    /** While a delivery is claimed, its wake time is the end of the claim. */
    private static boolean hasEnded(Row row, Instant now) {
        return row.delivery.wakeAt().filter(end -> !end.isAfter(now)).isPresent();
    }

    private Claim claim(Row row, ClaimOrder order, Instant wake) {
        Delivery before = row.delivery;
        ClaimKind kind = kindFor(row, order.now());
        Instant until = order.until(kind, before.platform(), before.due());
        Delivery after = before.toBuilder()
                .state(kind == ClaimKind.PUBLISH ? before.state().become(DeliveryState.ARMED) : before.state())
                .retryAt(kind == ClaimKind.PUBLISH ? Optional.empty() : before.retryAt())
                .wakeAt(Optional.of(until))
                .build();
        Held held = new Held(order.ids().get(), kind, order.claimant(), order.now());
        table.put(row, after, Optional.of(held));
        return new Claim(
                held.id(),
                kind,
                after,
                posts.apply(after),
                row.prepared,
                row.preparedExpiresAt,
                until,
                kind == ClaimKind.RECONCILE ? row.doubted : Optional.empty(),
                after.step().map(steps::published).orElse(List.of()),
                wake);
    }

    private static ClaimKind kindFor(Row row, Instant now) {
        if (row.delivery.state() == DeliveryState.IN_DOUBT) {
            return ClaimKind.RECONCILE;
        }
        return switch (row.delivery.preparation()) {
            case NONE -> ClaimKind.PUBLISH;
            case PENDING -> ClaimKind.PREPARE;
            case READY -> {
                Instant use = later(now, row.delivery.retryAt().orElse(row.delivery.due()));
                boolean inTime =
                        row.preparedExpiresAt.filter(end -> !end.isAfter(use)).isEmpty();
                yield inTime ? ClaimKind.PUBLISH : ClaimKind.PREPARE;
            }
        };
    }

    int parkAbsent(Set<Platform> present, Instant now) {
        List<Row> rows = table.waking(
                now, row -> isClaimable(row, now) && !present.contains(row.delivery.platform()), Integer.MAX_VALUE);
        rows.forEach(row -> table.put(row, parked(row.delivery), Optional.empty()));
        return rows.size();
    }

    private static Delivery parked(Delivery delivery) {
        if (delivery.state() == DeliveryState.IN_DOUBT) {
            return delivery.toBuilder().wakeAt(Optional.empty()).build();
        }
        return delivery.toBuilder()
                .state(delivery.state().become(DeliveryState.WAITING))
                .waitReason(Optional.of(WaitReason.PUBLISHER_ABSENT))
                // What was being tried is late from when it would have been tried again.
                .lateFrom(delivery.retryAt()
                        .flatMap(retryAt -> lateFrom(delivery, retryAt))
                        .or(delivery::lateFrom))
                .problem(Optional.of(Problem.publisherAbsent(
                        delivery.platform(), delivery.step().isPresent())))
                .retryAt(Optional.empty())
                .wakeAt(Optional.empty())
                .build();
    }

    int unpark(Platform platform, WaitReason reason, Instant now) {
        List<Row> rows = table.allParked().stream()
                .filter(row -> row.delivery.platform().equals(platform))
                .filter(row -> row.delivery.state() == DeliveryState.IN_DOUBT
                        || row.delivery.waitReason().equals(Optional.of(reason)))
                .toList();
        rows.forEach(row -> table.put(row, unparked(row.delivery, now), Optional.empty()));
        return rows.size();
    }

    int unparkAccount(AccountId account, Instant now) {
        List<Row> rows = table.allParked().stream()
                .filter(row -> row.delivery.account().equals(account))
                .filter(row -> row.delivery.waitReason().equals(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT)))
                .toList();
        rows.forEach(row -> table.put(row, unparked(row.delivery, now), Optional.empty()));
        return rows.size();
    }

    private static Delivery unparked(Delivery delivery, Instant now) {
        if (delivery.state() == DeliveryState.IN_DOUBT) {
            return delivery.toBuilder().wakeAt(Optional.of(now)).build();
        }
        // What needs no preparing any more has nothing to be woken for before it is due.
        boolean toPrepare = delivery.preparation() == Preparation.PENDING;
        return delivery.toBuilder()
                .state(delivery.state().become(DeliveryState.SCHEDULED))
                .waitReason(Optional.empty())
                .wakeAt(Optional.of(toPrepare ? now : later(now, delivery.due())))
                .build();
    }

    int hasten(Platform platform, String problem, Instant from, Duration over) {
        List<Row> rows = table.all().stream()
                .filter(row -> row.held.isEmpty() && row.delivery.state() == DeliveryState.RETRYING)
                .filter(row -> row.delivery.platform().equals(platform))
                .filter(row -> row.delivery.problem().map(Problem::code).equals(Optional.of(problem)))
                .filter(row ->
                        row.delivery.wakeAt().filter(from.plus(over)::isBefore).isPresent())
                .sorted(Comparator.comparing(row -> row.delivery.id()))
                .toList();
        for (int i = 0; i < rows.size(); i++) {
            Optional<Instant> wake = Optional.of(from.plus(over.multipliedBy(i).dividedBy(rows.size())));
            Row row = rows.get(i);
            table.put(row, row.delivery.toBuilder().retryAt(wake).wakeAt(wake).build(), Optional.empty());
        }
        return rows.size();
    }

    boolean checkpoint(AttemptId claim, PreparedValue progress) {
        Optional<Row> found = table.heldBy(claim).filter(row -> row.isHeldFor(ClaimKind.PREPARE));
        found.ifPresent(row -> {
            row.prepared = Optional.of(progress);
            row.preparedExpiresAt = Optional.empty();
            Delivery before = row.delivery;
            // While a delivery is claimed, its wake time is the end of the claim.
            Delivery pending = before.toBuilder()
                    .preparation(Preparation.PENDING)
                    .lateFrom(lateFrom(before, before.wakeAt().orElseThrow()))
                    .build();
            table.put(row, pending, row.held);
        });
        return found.isPresent();
    }

    boolean prepared(AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt) {
        Optional<Row> found = table.heldBy(claim).filter(row -> row.isHeldFor(ClaimKind.PREPARE));
        found.ifPresent(row -> {
            row.prepared = Optional.of(value);
            row.preparedExpiresAt = expiresAt;
            Delivery after = row.delivery.toBuilder()
                    .preparation(ready ? Preparation.READY : Preparation.PENDING)
                    .wakeAt(Optional.of(wakeAt))
                    .lateFrom(lateFrom(row.delivery, wakeAt))
                    .build();
            table.put(row, after, Optional.empty());
        });
        return found.isPresent();
    }

    /** What was begun in time is not late before it could go on. */
    private static Optional<Instant> lateFrom(Delivery delivery, Instant goesOn) {
        Instant before = delivery.lateFrom().orElse(delivery.due());
        return goesOn.isAfter(before) ? Optional.of(goesOn) : delivery.lateFrom();
    }

    Set<AttemptId> settle(List<Settlement> settlements) {
        Set<AttemptId> settled = new LinkedHashSet<>();
        for (Settlement settlement : settlements) {
            table.heldBy(settlement.claim())
                    .filter(row ->
                            row.delivery.id().equals(settlement.delivery().id()))
                    .ifPresent(row -> {
                        settle(row, settlement);
                        settled.add(settlement.claim());
                    });
        }
        return settled;
    }

    private void settle(Row row, Settlement settlement) {
        settlement.doubted().ifPresent(doubted -> row.doubted = Optional.of(doubted));
        settlement.attempt().ifPresent(row.story::add);
        if (settlement.forgetPrepared()) {
            row.forgetPrepared();
        }
        if (settlement.discards()) {
            discards.leave(row);
        }
        table.put(row, settlement.delivery(), Optional.empty());
        settlement.steps().forEach(table::add);
        steps.follow(row);
    }

    List<Orphan> orphansOf(Claimant claimant, Instant now, int limit) {
        List<Row> left = table.allHeld().stream()
                .filter(row -> row.held
                        .map(Held::claimant)
                        .filter(other -> other.node().equals(claimant.node())
                                && !other.boot().equals(claimant.boot()))
                        .isPresent())
                .toList();
        left.stream().filter(row -> !row.isHeldFor(ClaimKind.PUBLISH)).forEach(row -> endClaim(row, now));
        return left.stream()
                .filter(row -> row.isHeldFor(ClaimKind.PUBLISH))
                .sorted(Comparator.comparing((Row row) -> row.delivery.wakeAt().orElse(now))
                        .thenComparing(row -> row.delivery.id()))
                .limit(limit)
                .flatMap(row -> orphan(row).stream())
                .toList();
    }

    List<Orphan> armedBy(Claimant run, int limit) {
        return table.allHeld().stream()
                .filter(row -> row.isHeldFor(ClaimKind.PUBLISH))
                .filter(row -> row.held.map(Held::claimant).equals(Optional.of(run)))
                .limit(limit)
                .flatMap(row -> orphan(row).stream())
                .toList();
    }

    int endPreparing(Claimant gone, Instant now) {
        List<Row> left = table.allHeld().stream()
                .filter(row -> row.isHeldFor(ClaimKind.PREPARE))
                .filter(row -> row.held.map(Held::claimant).equals(Optional.of(gone)))
                .toList();
        left.forEach(row -> endClaim(row, now));
        return left.size();
    }

    private void endClaim(Row row, Instant now) {
        table.put(row, row.delivery.toBuilder().wakeAt(Optional.of(now)).build(), Optional.empty());
    }

    List<Orphan> expired(Instant now, int limit) {
        return table.waking(now, row -> row.isHeldFor(ClaimKind.PUBLISH), limit).stream()
                .flatMap(row -> orphan(row).stream())
                .toList();
    }

    private static Optional<Orphan> orphan(Row row) {
        return row.held.map(held -> new Orphan(held.id(), held.claimant(), row.delivery, held.since()));
    }

    List<Delivery> underWay(WorkspaceId workspace, AccountId account) {
        return of(account)
                .filter(delivery -> delivery.workspace().equals(workspace) && isUnderWay(delivery))
                .toList();
    }

    private static boolean isUnderWay(Delivery delivery) {
        return switch (delivery.state()) {
            case ARMED, PUBLISHING, IN_DOUBT -> true;
            case DRAFT, SCHEDULED, WAITING, RETRYING, PUBLISHED, FAILED, MISSED, CANCELLED, REPORTED -> false;
        };
    }

    Optional<DeliveryId> publishedAs(AccountId account, String remoteId, Instant since) {
        return of(account)
                .filter(delivery -> delivery.publication()
                        .filter(there -> there.remoteId().equals(remoteId)
                                && !there.publishedAt().isBefore(since))
                        .isPresent())
                .map(Delivery::id)
                .findFirst();
    }

    private Stream<Delivery> of(AccountId account) {
        return table.all().stream().map(row -> row.delivery).filter(delivery -> delivery.account()
                .equals(account));
    }

    void addEvidence(Attempt attempt) {
        table.find(attempt.delivery()).ifPresent(row -> row.tell(attempt));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
