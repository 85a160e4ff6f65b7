package io.carillon.scheduler.world;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A network that says what a test wants it to say, and remembers what it was asked. */
public final class ScriptedPublisher implements Publisher, FollowUps {

    /** A call that came in. */
    public record Call(DeliveryId delivery, String key, PreparedValue prepared, Instant at, Instant deadline) {}

    /** A call for a step that came in. */
    public record StepCall(String text, String key, FollowUp step, PreparedValue prepared, Instant at) {}

    @FunctionalInterface
    public interface Following {
        PublishOutcome answer(PublishContext context, FollowUp step);
    }

    @FunctionalInterface
    public interface ReconcilingStep {
        ReconcileOutcome answer(PublishContext context, FollowUp step, PastAttempt attempt);
    }

    @FunctionalInterface
    public interface Publishing {
        PublishOutcome answer(PublishContext context, PreparedValue prepared);
    }

    @FunctionalInterface
    public interface Preparing {
        PrepareOutcome answer(PrepareContext context, Optional<PreparedValue> previous);
    }

    @FunctionalInterface
    public interface Reconciling {
        ReconcileOutcome answer(PublishContext context, PastAttempt attempt);
    }

    private final InstantSource clock;
    private PublisherProfile profile;
    private final List<Call> calls = new ArrayList<>();
    private final List<PastAttempt> asked = new ArrayList<>();
    private final List<Optional<PreparedValue>> visits = new ArrayList<>();
    private final List<StepCall> stepCalls = new ArrayList<>();
    private final List<PastAttempt> stepsAsked = new ArrayList<>();
    private final List<PreparedValue> discarded = new ArrayList<>();
    private Optional<RuntimeException> discardFailure = Optional.empty();
    private final Deque<Following> following = new ArrayDeque<>();
    private final Deque<ReconcilingStep> reconcilingSteps = new ArrayDeque<>();
    private final Deque<Preparing> preparingSteps = new ArrayDeque<>();
    private final Deque<Publishing> publishing = new ArrayDeque<>();
    private final Deque<Preparing> preparing = new ArrayDeque<>();
    private final Deque<Reconciling> reconciling = new ArrayDeque<>();

    public ScriptedPublisher(InstantSource clock, Platform platform, Duration prepareWindow, RateLimit... limits) {
        this.clock = clock;
        profile = profile(platform, DoubtClass.READABLE, prepareWindow, limits);
    }

    private static PublisherProfile profile(
            Platform platform, DoubtClass doubt, Duration prepareWindow, RateLimit... limits) {
        return PublisherProfile.builder(platform, platform.id(), TextRule.of(500, Counting.CODE_POINTS))
                .doubt(doubt)
                .prepareWindow(prepareWindow)
                .rateLimits(limits)
                .callDeadline(Duration.ofSeconds(30))
                .features(Feature.FIRST_COMMENT, Feature.THREAD, Feature.PERMALINK)
                .build();
    }

    /** Settles doubts in another way than by a look; without limits, and preparing nothing ahead. */
    public ScriptedPublisher settlesBy(DoubtClass doubt) {
        profile = profile(profile.platform(), doubt, Duration.ZERO);
        return this;
    }

    /** What the next calls answer, one each; after that, calls succeed. */
    public ScriptedPublisher publishes(Publishing... answers) {
        publishing.addAll(List.of(answers));
        return this;
    }

    public ScriptedPublisher prepares(Preparing... answers) {
        preparing.addAll(List.of(answers));
        return this;
    }

    public ScriptedPublisher reconciles(Reconciling... answers) {
        reconciling.addAll(List.of(answers));
        return this;
    }

    /** What the next steps answer, one each; after that, steps succeed. */
    public ScriptedPublisher follows(Following... answers) {
        following.addAll(List.of(answers));
        return this;
    }

    public ScriptedPublisher reconcilesSteps(ReconcilingStep... answers) {
        reconcilingSteps.addAll(List.of(answers));
        return this;
    }

    /** What the next visits to prepare a step answer. */
    public ScriptedPublisher preparesSteps(Preparing... answers) {
        preparingSteps.addAll(List.of(answers));
        return this;
    }

    public List<StepCall> stepCalls() {
        return stepCalls;
    }

    public List<PastAttempt> stepsAsked() {
        return stepsAsked;
    }

    public List<Call> calls() {
        return calls;
    }

    public List<PastAttempt> asked() {
        return asked;
    }

    public List<Optional<PreparedValue>> visits() {
        return visits;
    }

    public Published published(String id) {
        return Published.of(id, URI.create("https://network.test/" + id), clock.instant());
    }

    @Override
    public PublisherProfile profile() {
        return profile;
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        visits.add(previous);
        Preparing answer = preparing.poll();
        return answer == null
                ? new Ready(new PreparedValue("prepared"), Optional.empty())
                : answer.answer(context, previous);
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        calls.add(new Call(context.delivery(), context.key().value(), prepared, clock.instant(), context.deadline()));
        Publishing answer = publishing.poll();
        return answer == null ? published("r" + calls.size()) : answer.answer(context, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        asked.add(attempt);
        Reconciling answer = reconciling.poll();
        return answer == null ? new ReconcileOutcome.Absent() : answer.answer(context, attempt);
    }

    /** What was left to be discarded. */
    public List<PreparedValue> discarded() {
        return discarded;
    }

    /** What is thrown by the next call to discard something. */
    public void failsToDiscard(RuntimeException failure) {
        discardFailure = Optional.of(failure);
    }

    @Override
    public void discard(PublishContext context, PreparedValue prepared) {
        discarded.add(prepared);
        Optional<RuntimeException> failure = discardFailure;
        discardFailure = Optional.empty();
        failure.ifPresent(thrown -> {
            throw thrown;
        });
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, FollowUp step, Optional<PreparedValue> previous) {
        Preparing answer = preparingSteps.poll();
        return answer == null
                ? new Ready(new PreparedValue("step"), Optional.empty())
                : answer.answer(context, previous);
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        stepCalls.add(new StepCall(context.message().text(), context.key().value(), step, prepared, clock.instant()));
        Following answer = following.poll();
        return answer == null ? published("s" + stepCalls.size()) : answer.answer(context, step);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        stepsAsked.add(attempt);
        ReconcilingStep answer = reconcilingSteps.poll();
        return answer == null ? new ReconcileOutcome.Absent() : answer.answer(context, step, attempt);
    }
}
