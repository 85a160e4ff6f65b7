package io.carillon.publisher.contract;

import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.publisher.contract.FollowUpRules.VisibleReply;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows posts in memory, right but for one mistake. */
final class MemoryReplies implements FollowUps {

    private final Mistake mistake;
    private final MemoryPublisher posts;
    private final Map<String, VisibleReply> replies = new LinkedHashMap<>();

    MemoryReplies(Mistake mistake, MemoryPublisher posts) {
        this.mistake = mistake;
        this.posts = posts;
    }

    List<VisibleReply> all() {
        return List.copyOf(replies.values());
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        if (step.kind() == Step.Kind.PERMALINK) {
            Optional<URI> link = mistake == Mistake.LOOKS_UP_NO_ADDRESS
                    ? Optional.empty()
                    : Optional.of(URI.create("http://127.0.0.1:9/" + step.root().remoteId()));
            return new Published(new Publication(step.root().remoteId(), link, Instant.now()));
        }
        if (posts.fault().equals(Optional.of(Fault.REJECTED))) {
            if (mistake == Mistake.REFUSED_STEP_TAKES_THE_POST_ALONG) {
                posts.remove(step.root().remoteId());
            }
            return Rejected.of("refused", "Rehearsed.");
        }
        Published said = say(context, step);
        return posts.fault().equals(Optional.of(Fault.LOST_ANSWER))
                ? mistake == Mistake.TAKES_A_LOST_STEP_FOR_UNAVAILABLE
                        ? new Unavailable("Rehearsed.")
                        : new Indeterminate("Rehearsed.")
                : said;
    }

    private Published say(PublishContext context, FollowUp step) {
        String key = mistake == Mistake.FORGETS_THE_KEYS_OF_STEPS
                ? "r" + replies.size()
                : context.key().value();
        VisibleReply reply = replies.computeIfAbsent(
                key,
                unknown -> new VisibleReply(
                        "r" + replies.size(), parent(step), context.message().text()));
        return new Published(new Publication(reply.remoteId(), Optional.empty(), Instant.now()));
    }

    private String parent(FollowUp step) {
        boolean astray = step.kind() == Step.Kind.FIRST_COMMENT
                ? mistake == Mistake.COMMENTS_ON_THE_WRONG_POST
                : mistake == Mistake.BREAKS_THE_THREAD && step.index() > 0;
        return astray ? "astray" : step.parent().remoteId();
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return replies.values().stream()
                .filter(reply -> mistake == Mistake.FINDS_WHATEVER_REPLY_LOOKS_THE_SAME
                        && reply.text().equals(context.message().text()))
                .findFirst()
                .<ReconcileOutcome>map(reply ->
                        new ReconcileOutcome.Found(new Publication(reply.remoteId(), Optional.empty(), Instant.now())))
                .orElseGet(ReconcileOutcome.RepeatSafe::new);
    }
}
