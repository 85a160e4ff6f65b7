package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.core.recurrence.Occurrences;
import io.carillon.core.recurrence.Planning;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a post is to be delivered to whom, from now on.
 *
 * @param post with the horizon up to which that is
 */
record Timetable(StoredPost post, Map<Place, Instant> dues) {

    /** Nothing comes before it, so that nothing is planned. */
    private static final LocalDateTime NOTHING = LocalDateTime.of(1, 1, 1, 0, 0);

    /** What a post has one delivery for. */
    record Place(AccountId account, Optional<LocalDateTime> occurrence) {

        static Place of(Delivery delivery) {
            return new Place(delivery.account(), delivery.occurrence());
        }
    }

    Timetable {
        dues = Collections.unmodifiableMap(new LinkedHashMap<>(dues));
    }

    /**
     * Of a post as it is to be.
     *
     * @param post with the horizon that it had so far
     * @param chosen whether its times were chosen anew, so that they are planned afresh
     */
    static Timetable of(StoredPost post, boolean chosen, Instant now) {
        Optional<Schedule> schedule = post.post().schedule();
        if (!post.recurs()) {
            Map<Place, Instant> dues = new LinkedHashMap<>();
            schedule.ifPresent(when ->
                    accounts(post).forEach(account -> dues.put(new Place(account, Optional.empty()), when.instant())));
            return new Timetable(post.withHorizon(post.horizon().map(Timetable::closed)), dues);
        }
        Schedule recurring = schedule.orElseThrow();
        if (chosen || post.horizon().isEmpty()) {
            Planning planning =
                    Planning.of(recurring, NOTHING, now, accounts(post).size(), now);
            return at(post.withHorizon(Optional.of(planning.horizon())), planning.starts());
        }
        LocalDateTime end = post.horizon().get().plannedTo();
        Occurrences occurrences = Occurrences.of(recurring);
        List<LocalDateTime> starts = occurrences
                .from(LocalDateTime.ofInstant(now, recurring.zone()).minusDays(1))
                .takeWhile(start -> start.isBefore(end))
                .filter(start -> !occurrences.instant(start).isBefore(now))
                .toList();
        return at(post, starts);
    }

    /** Of a recurring post at these of its local starts. */
    static Timetable at(StoredPost post, List<LocalDateTime> starts) {
        Occurrences occurrences = Occurrences.of(post.post().schedule().orElseThrow());
        Map<Place, Instant> dues = new LinkedHashMap<>();
        starts.forEach(start -> accounts(post)
                .forEach(account -> dues.put(new Place(account, Optional.of(start)), occurrences.instant(start))));
        return new Timetable(post, dues);
    }

    static List<AccountId> accounts(StoredPost post) {
        return post.post().accounts().stream().map(Account::id).toList();
    }

    /** Nothing more is to come. */
    static Horizon closed(Horizon horizon) {
        return new Horizon(horizon.plannedTo(), Optional.empty(), horizon.shownFrom());
    }

    /** Nothing more is to come, even if it is changed; until its times are chosen anew. */
    static Horizon stopped(Horizon horizon) {
        return new Horizon(NOTHING, Optional.empty(), horizon.shownFrom());
    }

    static boolean isStopped(Horizon horizon) {
        return horizon.plannedTo().equals(NOTHING);
    }
}
