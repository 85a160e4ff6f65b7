package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One line of a delivery's story as the API answers it; null where a moment never came.
 *
 * @param times how many visits to prepare it stands for: armedAt is when the first began, sentAt when the last did
 * @param by who said so; null for what servers do
 * @param wording what the network was to show instead of what; null unless a person corrected it
 */
public record AttemptView(
        String id,
        Attempt.Kind kind,
        int number,
        String node,
        Instant armedAt,
        Instant sentAt,
        Instant answeredAt,
        Attempt.Result result,
        String detail,
        int times,
        Person by,
        Wording wording) {

    /**
     * A text that a person wrote for the network.
     *
     * @param before what it showed; null where that is not known for sure
     */
    public record Wording(String before, String after) {

        static Wording of(Attempt.Wording wording) {
            return new Wording(wording.before().orElse(null), wording.after());
        }
    }

    /**
     * Who said so.
     *
     * @param id {@code console} for whoever is at the server's console
     * @param name the user name; null for the console, and for somebody who is no longer there
     */
    public record Person(String id, String name) {}

    /** The text that the network shows since a person corrected it; null if nobody did. */
    static String shown(List<Attempt> story) {
        return story.stream()
                .filter(attempt -> attempt.result() == Attempt.Result.DONE)
                .flatMap(attempt -> attempt.wording().stream())
                .reduce((first, second) -> second)
                .map(Attempt.Wording::after)
                .orElse(null);
    }

    /** @param names of those whose names are known */
    static AttemptView of(Attempt attempt, Map<UserId, String> names) {
        return new AttemptView(
                attempt.id().value(),
                attempt.kind(),
                attempt.number(),
                attempt.node(),
                attempt.armedAt(),
                attempt.sentAt().orElse(null),
                attempt.answeredAt().orElse(null),
                attempt.result(),
                attempt.detail(),
                attempt.times(),
                attempt.by().map(id -> new Person(id.value(), names.get(id))).orElse(null),
                attempt.wording().map(Wording::of).orElse(null));
    }
}
