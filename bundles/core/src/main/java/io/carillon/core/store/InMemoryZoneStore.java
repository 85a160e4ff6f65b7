package io.carillon.core.store;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.ZoneRecord;
import io.carillon.api.store.ZoneStore;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What goes by which zone, of the posts in a store in memory. Safe for use by many threads. */
public final class InMemoryZoneStore implements ZoneStore {

    private static final Comparator<Single> BY_INSTANT =
            Comparator.comparing((Single one) -> one.schedule().instant()).thenComparing(Single::post);

    private static final Comparator<Recurring> BY_PLAN =
            Comparator.comparing(Recurring::plannedTo).thenComparing(Recurring::post);

    private final InMemoryPostStore posts;
    private final Map<String, ZoneRecord> records = new HashMap<>();

    public InMemoryZoneStore(InMemoryPostStore posts) {
        this.posts = posts;
    }

    @Override
    public SortedSet<String> inUse() {
        return Stream.concat(
                        local(posts.allPosts().stream())
                                .map(post -> schedule(post).zone()),
                        posts.allQueues().stream().map(AccountQueue::zone))
                .map(zone -> zone.getId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized Map<String, ZoneRecord> records() {
        return Map.copyOf(records);
    }

    @Override
    public synchronized boolean put(ZoneRecord record) {
        ZoneRecord before = records.get(record.zone());
        boolean isNext = record.version() == (before == null ? 1 : before.version() + 1);
        if (isNext) {
            records.put(record.zone(), record);
        }
        return isNext;
    }

    @Override
    public List<Single> singles(String zone, Instant from, Optional<Single> after, int limit) {
        return in(zone).filter(
                        post -> !post.recurs() && !schedule(post).instant().isBefore(from))
                .map(post -> new Single(post.workspace(), post.id(), schedule(post)))
                .filter(one ->
                        after.filter(last -> BY_INSTANT.compare(one, last) <= 0).isEmpty())
                .sorted(BY_INSTANT)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Recurring> recurring(String zone, LocalDateTime from, Optional<Recurring> after, int limit) {
        return in(zone).filter(StoredPost::recurs)
                .flatMap(
                        post -> post
                                .horizon()
                                .map(Horizon::plannedTo)
                                .map(to -> new Recurring(post.workspace(), post.id(), to))
                                .stream())
                .filter(one -> one.plannedTo().isAfter(from))
                .filter(one ->
                        after.filter(last -> BY_PLAN.compare(one, last) <= 0).isEmpty())
                .sorted(BY_PLAN)
                .limit(limit)
                .toList();
    }

    @Override
    public List<AccountQueue> queues(String zone) {
        return posts.allQueues().stream()
                .filter(queue -> queue.zone().getId().equals(zone))
                .sorted(Comparator.comparing(AccountQueue::account))
                .toList();
    }

    private Stream<StoredPost> in(String zone) {
        return local(posts.allPosts().stream())
                .filter(post -> schedule(post).zone().getId().equals(zone));
    }

    private static Stream<StoredPost> local(Stream<StoredPost> all) {
        return all.filter(post -> post.post()
                .schedule()
                .filter(schedule -> schedule.basis() == Schedule.Basis.LOCAL)
                .isPresent());
    }

    private static Schedule schedule(StoredPost post) {
        return post.post().schedule().orElseThrow();
    }
}
