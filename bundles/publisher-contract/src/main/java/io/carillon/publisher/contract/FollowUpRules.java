package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.FollowUps;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Carillon relies on in what follows a post: it is said once, in its place, and never hurts the post. */
public abstract class FollowUpRules extends PrepareRules {

    /** A first comment or a part of a thread as a reader sees it; {@code parent} is what it hangs under. */
    public record VisibleReply(String remoteId, String parent, String text) {}

    /** What takes the steps; the publisher itself, if it does. */
    protected Optional<FollowUps> followUps() {
        return publisher() instanceof FollowUps itself ? Optional.of(itself) : Optional.empty();
    }

    /**
     * What readers see under the account's posts, oldest first, asked of the fake network; empty if it cannot be told, and
     * nothing about steps is tested then.
     */
    protected Optional<List<VisibleReply>> replies() throws IOException {
        return Optional.empty();
    }

    private List<VisibleReply> said() throws IOException {
        return replies().orElseThrow();
    }

    private FollowUps steps(Feature feature) throws IOException {
        appliesIf(publisher().profile().features().contains(feature), "the network has no " + feature);
        appliesIf(replies().isPresent(), "the test does not tell what readers see of replies");
        return followUps()
                .orElseThrow(() -> new AssertionError("The profile names " + feature + ", but there are no FollowUps"));
    }

    private FollowUps anySteps() throws IOException {
        return steps(firstKind() == Step.Kind.FIRST_COMMENT ? Feature.FIRST_COMMENT : Feature.THREAD);
    }

    private Step.Kind firstKind() {
        return publisher().profile().features().contains(Feature.FIRST_COMMENT)
                ? Step.Kind.FIRST_COMMENT
                : Step.Kind.THREAD_PART;
    }

    private FollowUp first(Publication post) {
        return new FollowUp(firstKind(), 0, List.of(post));
    }

    private Publication publishPost(String text) {
        return published(attempt(post(text).build())).publication();
    }

    private PreparedValue prepare(FollowUps steps, FakePublishContext context, FollowUp step) {
        PrepareOutcome outcome = steps.prepare(context, step, Optional.empty());
        assertThat(outcome).isInstanceOf(Ready.class);
        return ((Ready) outcome).value();
    }

    private PublishOutcome take(FollowUps steps, FakePublishContext context, FollowUp step) {
        return steps.follow(context, step, prepare(steps, context, step));
    }

    private static Publication publication(PublishOutcome outcome) {
        return published(outcome).publication();
    }

    @Test
    void firstCommentHangsUnderItsPost() throws IOException {
        FollowUps steps = steps(Feature.FIRST_COMMENT);
        Publication post = publishPost("What do you say?");
        FollowUp step = new FollowUp(Step.Kind.FIRST_COMMENT, 0, List.of(post));

        Publication comment = publication(take(steps, post("I say something.").build(), step));

        assertThat(said()).containsExactly(new VisibleReply(comment.remoteId(), post.remoteId(), "I say something."));
        assertThat(comment.remoteId()).isNotEqualTo(post.remoteId());
    }

    @Test
    void partsOfAThreadFollowEachOther() throws IOException {
        FollowUps steps = steps(Feature.THREAD);
        Publication post = publishPost("A thread.");
        Publication second =
                publication(take(steps, post("2/3").build(), new FollowUp(Step.Kind.THREAD_PART, 0, List.of(post))));
        Publication third = publication(
                take(steps, post("3/3").build(), new FollowUp(Step.Kind.THREAD_PART, 1, List.of(post, second))));

        assertThat(said()).extracting(VisibleReply::text).containsExactly("2/3", "3/3");
        assertThat(said()).extracting(VisibleReply::remoteId).containsExactly(second.remoteId(), third.remoteId());
        assertThat(said().get(0).parent()).isEqualTo(post.remoteId());
        assertThat(said().get(1).parent())
                .as("under the part before it, or all under the post")
                .isIn(second.remoteId(), post.remoteId());
    }

    @Test
    void refusedStepLeavesThePostAlone() throws IOException {
        FollowUps steps = anySteps();
        Publication post = publishPost("Comments are off.");
        FakePublishContext context = post("Not like this.").build();
        PreparedValue prepared = prepare(steps, context, first(post));
        rehearseOrSkip(Fault.REJECTED);

        assertThat(steps.follow(again(context), first(post), prepared)).isInstanceOf(Rejected.class);

        calm();
        assertThat(said()).isEmpty();
        assertThat(visible()).extracting(VisiblePosts.VisiblePost::remoteId).contains(post.remoteId());
    }

    @Test
    void lostAnswerOfAStepIsDoubtAndSettlingItSaysItOnce() throws IOException {
        FollowUps steps = anySteps();
        Publication post = publishPost("Did it hear?");
        FakePublishContext context = post("I said it once.").build();
        Instant startedAt = Instant.now();
        PreparedValue prepared = prepare(steps, context, first(post));
        rehearseOrSkip(Fault.LOST_ANSWER);
        assertThat(steps.follow(again(context), first(post), prepared)).isInstanceOf(Indeterminate.class);
        calm();
        assertThat(said()).as("the rehearsal accepts it").hasSize(1);
        String id = said().get(0).remoteId();
        PastAttempt attempt = attempt(startedAt, prepared);

        ReconcileOutcome settled = steps.reconcile(again(context), first(post), attempt);

        settledAs(settled, id, () -> publication(steps.follow(again(context), first(post), prepared))
                .remoteId());
        assertThat(said()).hasSize(1);
    }

    @Test
    void stepThatNeverArrivedIsNotFound() throws IOException {
        FollowUps steps = anySteps();
        Publication post = publishPost("Silence.");
        Publication other = publishPost("Another post.");
        published(take(steps, post("The same everywhere.").build(), first(other)));
        FakePublishContext context = post("The same everywhere.").build();
        Instant startedAt = Instant.now();
        PreparedValue prepared = prepare(steps, context, first(post));

        notFound(steps.reconcile(context, first(post), attempt(startedAt, prepared)));
    }

    @Test
    void stepIsRepeatedUnderItsKeyWithoutBeingSaidTwice() throws IOException {
        FollowUps steps = anySteps();
        appliesIf(doubt() == DoubtClass.KEYED, "repeating is not harmless on this network");
        Publication post = publishPost("Say it.");
        FakePublishContext context = post("Once.").build();
        PreparedValue prepared = prepare(steps, context, first(post));

        Publication once = publication(steps.follow(context, first(post), prepared));
        Publication twice = publication(steps.follow(again(context), first(post), prepared));

        assertThat(twice.remoteId()).isEqualTo(once.remoteId());
        assertThat(said()).hasSize(1);
    }

    @Test
    void permalinkIsToldByALookUp() throws IOException {
        appliesIf(publisher().profile().features().contains(Feature.PERMALINK), "tells the address with the answer");
        FollowUps steps = followUps().orElseThrow(() -> new AssertionError("PERMALINK needs FollowUps"));
        Publication post = publishPost("Where are you?");
        FakePublishContext context = post("").build();
        FollowUp step = new FollowUp(Step.Kind.PERMALINK, 0, List.of(post));

        PublishOutcome found = take(steps, context, step);

        assertThat(found).isInstanceOf(Published.class);
        assertThat(publication(found).remoteId()).isEqualTo(post.remoteId());
        assertThat(publication(found).permalink()).isPresent();
    }
}
