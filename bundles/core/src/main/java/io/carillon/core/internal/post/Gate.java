package io.carillon.core.internal.post;

import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Posts.Preflight;
import io.carillon.core.recurrence.RecurrenceCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which posts are let in: by Carillon's rules always, by those of the networks where they are scheduled. */
final class Gate {

    private final References references;
    private final NetworkPreflight networks;

    Gate(References references, NetworkPreflight networks) {
        this.references = references;
        this.networks = networks;
    }

    /**
     * A post that was let in.
     *
     * @param post with its accounts as they are now
     * @param warnings what its author should know all the same
     */
    record Admitted(Post post, List<Violation> warnings) {}

    /**
     * Lets a post in.
     *
     * @param chosen whether its schedule was chosen just now; one that was chosen before may be over meanwhile
     * @throws InvalidException with everything that is wrong
     */
    Admitted admit(WorkspaceId workspace, Post post, boolean chosen, Instant now) {
        References.Resolved resolved = references.resolve(workspace, post);
        List<Violation> problems = own(post, resolved, chosen ? post.schedule() : Optional.empty(), now);
        if (post.isTimed()) {
            problems.addAll(networks.check(resolved.post()).problems());
        }
        List<Violation> errors = problems.stream()
                .filter(problem -> problem.severity() == Violation.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidException(errors);
        }
        post.schedule().filter(when -> chosen).map(RecurrenceCheck::hints).ifPresent(problems::addAll);
        return new Admitted(resolved.post(), List.copyOf(problems));
    }

    /** Everything that is to be said of a post, whether or not it is scheduled. */
    Preflight preflight(WorkspaceId workspace, Post post, Instant now) {
        References.Resolved resolved = references.resolve(workspace, post);
        List<Violation> problems = own(post, resolved, post.schedule(), now);
        Preflight said = networks.check(resolved.post());
        problems.addAll(said.problems());
        if (post.schedule()
                .filter(when -> hasNoErrors(ScheduleCheck.check(when, now)))
                .isPresent()) {
            post.schedule().map(RecurrenceCheck::hints).ifPresent(problems::addAll);
        }
        return new Preflight(problems, said.counts());
    }

    private static boolean hasNoErrors(List<Violation> problems) {
        return problems.stream().noneMatch(one -> one.severity() == Violation.Severity.ERROR);
    }

    private static List<Violation> own(
            Post post, References.Resolved resolved, Optional<Schedule> schedule, Instant now) {
        List<Violation> problems = new ArrayList<>(PostCheck.check(post));
        problems.addAll(resolved.problems());
        schedule.ifPresent(chosen -> problems.addAll(ScheduleCheck.check(chosen, now)));
        return problems;
    }
}
