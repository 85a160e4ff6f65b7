package io.carillon.itests.simulators.mastodon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that the server knows. Whoever uses it holds its lock. */
final class State {

    /** What hangs in no status is deleted after a day. */
    private static final Duration MEDIA_KEEP = Duration.ofDays(1);

    private static final Duration KEYS_KEEP = Duration.ofHours(1);

    private record Key(String status, Instant since) {}

    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Media> media = new HashMap<>();
    private final Map<String, Status> statuses = new LinkedHashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, Set<String>> favourites = new HashMap<>();
    private final Map<String, Set<String>> reblogs = new HashMap<>();

    State(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** As the server makes them: in the order of their time. */
    String newId() {
        return Long.toString((now().toEpochMilli() << 16) + sequence.incrementAndGet() % 65_536);
    }

    // ---- People -------------------------------------------------------------------------------

    User addUser(String name, String displayName) {
        User user = new User(newId(), name, displayName, now());
        users.put(user.id(), user);
        return user;
    }

    /** Somebody leaves, with all that they ever posted. */
    void removeUser(User user) {
        statuses.values().removeIf(status -> status.owner().equals(user.id()));
        users.remove(user.id());
    }

    Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<User> named(String name) {
        return users.values().stream().filter(user -> user.name().equals(name)).findFirst();
    }

    List<String> names() {
        return users.values().stream().map(User::name).toList();
    }

    // ---- Media --------------------------------------------------------------------------------

    void put(Media file) {
        media.put(file.id(), file);
    }

    Optional<Media> media(String id) {
        return Optional.ofNullable(media.get(id))
                .filter(file ->
                        isAttached(id) || file.uploadedAt().plus(MEDIA_KEEP).isAfter(now()));
    }

    boolean isAttached(String id) {
        return statuses.values().stream().anyMatch(status -> status.media().contains(id));
    }

    void forgetUnattachedMedia() {
        media.keySet().removeIf(id -> !isAttached(id));
    }

    // ---- Statuses -----------------------------------------------------------------------------

    void put(Status status) {
        statuses.put(status.id(), status);
    }

    Optional<Status> status(String id) {
        return Optional.ofNullable(statuses.get(id));
    }

    void remove(Status status) {
        statuses.remove(status.id());
    }

    /** Newest first. */
    List<Status> statusesOf(String owner) {
        List<Status> own = new ArrayList<>(statuses.values().stream()
                .filter(status -> status.owner().equals(owner))
                .toList());
        own.sort(Comparator.comparingLong((Status status) -> Long.parseLong(status.id()))
                .reversed());
        return own;
    }

    long replies(String status) {
        return statuses.values().stream()
                .filter(other -> other.inReplyTo().equals(Optional.of(status)))
                .count();
    }

    void remember(String owner, String key, String status) {
        keys.put(owner + " " + key, new Key(status, now()));
    }

    void forgetKeys() {
        keys.clear();
    }

    /** What was made under a key within the hour. */
    Optional<Status> underKey(String owner, String key) {
        return Optional.ofNullable(keys.get(owner + " " + key))
                .filter(found -> found.since().plus(KEYS_KEEP).isAfter(now()))
                .flatMap(found -> status(found.status()));
    }

    Set<String> favourites(String status) {
        return favourites.computeIfAbsent(status, unused -> new HashSet<>());
    }

    Set<String> reblogs(String status) {
        return reblogs.computeIfAbsent(status, unused -> new HashSet<>());
    }
}
