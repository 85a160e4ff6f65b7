package io.carillon.scheduler.replay;

import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.scheduler.replay.Weather.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A network's publisher in one process, written as an honest integrator would; between the two lies the weather. */
final class Door implements Publisher, FollowUps {

    private final Bell bell;
    private final Boot boot;
    private final Stage stage;
    private final Weather weather;
    private final Story story;
    private final Broken broken;
    private final Watch watch;

    /** Looks at every call when it begins. */
    interface Watch {
        void called(Boot boot, Bell bell, String subject, PublishContext context, PreparedValue prepared);
    }

    Door(Bell bell, Boot boot, Land land, Watch watch) {
        this.bell = bell;
        this.boot = boot;
        this.watch = watch;
        stage = land.stage;
        weather = land.weather;
        story = land.story;
        broken = land.broken;
    }

    static String subject(String delivery, Optional<FollowUp> step) {
        return delivery + step.map(one -> "/" + one.kind() + one.index()).orElse("");
    }

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(bell.platform(), bell.platform().id(), TextRule.of(500, Counting.CODE_POINTS))
                .doubt(bell.doubt())
                .prepareWindow(bell.window())
                .callDeadline(Bell.DEADLINE)
                .features(Feature.FIRST_COMMENT, Feature.THREAD)
                .build();
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        String text = context.message().text();
        if (bell.window().isZero()) {
            return new Ready(new PreparedValue(text), Optional.empty());
        }
        boot.at("upload " + context.delivery(), () -> {
            throw new IllegalStateException("The upload broke off");
        });
        String done = previous.map(PreparedValue::value).orElse("");
        if (!done.startsWith(text + "|")) {
            context.checkpoint(new PreparedValue(text + "|1"));
            return new Continue(new PreparedValue(text + "|2"), boot.instant().plus(weather.between(100, 5_000)));
        }
        boot.await(weather.between(1, 500));
        Optional<Instant> expiry = weather.chance(0.3)
                ? Optional.of(boot.instant().plus(weather.between(10_000, 200_000)))
                : Optional.empty();
        return new Ready(new PreparedValue(text), expiry);
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return call(subject(context.delivery().value(), Optional.empty()), context, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return look(subject(context.delivery().value(), Optional.empty()), context, attempt);
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, FollowUp step, Optional<PreparedValue> previous) {
        return new Ready(new PreparedValue(context.message().text()), Optional.empty());
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        return call(subject(context.delivery().value(), Optional.of(step)), context, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return look(subject(context.delivery().value(), Optional.of(step)), context, attempt);
    }

    private PublishOutcome call(String subject, PublishContext context, PreparedValue prepared) {
        long checkedAt = boot.checkedAt();
        story.count("calls");
        story.tell(boot.name() + " calls " + bell.platform() + " for " + subject + " due " + context.due());
        watch.called(boot, bell, subject, context, prepared);
        boot.at("connect " + subject, () -> {});
        if (!boot.instant().isBefore(context.deadline())) {
            return new Unavailable("There was no time left to send it");
        }
        // The gap: whatever happens from here to the network's door, nobody can call the request back.
        boot.at("wire " + subject, () -> {});
        Request request = new Request(subject, context, prepared, checkedAt);
        Answer drawn = weather.answer();
        boolean rejects = bell.rejects(context.key().value(), drawn == Answer.REJECTED);
        Answer answer = rejects ? Answer.REJECTED : drawn == Answer.REJECTED ? Answer.ACCEPTED : drawn;
        story.count(answer.name());
        story.tell(bell.platform() + " " + answer + " " + subject);
        PublishOutcome outcome = answered(answer, request);
        story.tell(boot.name() + " is told " + outcome + " about " + subject);
        if (broken == Broken.LOST_ANSWER_IS_RETRIED && outcome instanceof Indeterminate lost) {
            return new Unavailable(lost.reason());
        }
        return outcome;
    }

    /** A request that has arrived: it takes effect whatever becomes of its sender. */
    private final class Request {

        private final String subject;
        private final PublishContext context;
        private final PreparedValue prepared;
        private final Duration unchecked;
        private Optional<Published> published = Optional.empty();

        Request(String subject, PublishContext context, PreparedValue prepared, long checkedAt) {
            this.subject = subject;
            this.context = context;
            this.prepared = prepared;
            unchecked = Duration.ofNanos(stage.time().nanoTime() - checkedAt);
        }

        Published accept() {
            if (published.isEmpty()) {
                Bell.Receipt receipt = bell.accept(subject, context.key().value(), prepared.value(), unchecked);
                published = Optional.of(Published.of(receipt.id(), receipt.address(), stage.now()));
            }
            return published.get();
        }

        Published acceptAnd(String moment) {
            Published accepted = accept();
            boot.at(moment + " " + subject, () -> {});
            return accepted;
        }

        /** Takes effect within a time, and is answered within another. */
        Published acceptWithin(Duration effect, Duration answer) {
            stage.after(effect, this::accept);
            boot.await(answer);
            return acceptAnd("accepted");
        }
    }

    private PublishOutcome answered(Answer answer, Request request) {
        switch (answer) {
            case ACCEPTED:
                return request.acceptWithin(weather.between(0, 100), weather.between(100, 300));
            case ACCEPTED_SLOWLY:
                return request.acceptWithin(weather.between(300, 8_000), weather.between(8_000, 20_000));
            case THROTTLED:
                Instant until = boot.instant().plus(weather.between(500, 90_000));
                return new Throttled(until, "slow down");
            case REFUSED_CONNECTION:
                return new Unavailable("Connection refused");
            case REJECTED:
                return Rejected.of("rude", "Say it differently.");
            case NEEDS_RECONNECT:
                return new ReauthorisationNeeded("The grant was revoked");
            case ERROR_AFTER, RESET_AFTER:
                request.acceptAnd("accepted");
                return new Indeterminate("The connection broke");
            case ERROR_BEFORE, RESET_BEFORE:
                boot.await(weather.between(0, 2_000));
                return new Indeterminate("The connection broke");
            case TIMEOUT_AFTER:
                request.acceptAnd("accepted");
                boot.await(Duration.between(boot.instant(), request.context.deadline())
                        .minusMillis(200));
                return new Indeterminate("No answer in time");
            case RESET_THEN_ACCEPTED:
                stage.after(weather.between(1, Bell.LINGERING.toMillis()), request::accept);
                return new Indeterminate("The connection broke");
            case HANGS_THEN_ACCEPTED:
                return request.acceptWithin(weather.between(1, 39_000), weather.between(40_000, 120_000));
            case HANGS_AFTER:
                Published late = request.acceptAnd("accepted");
                boot.await(weather.between(31_000, 120_000));
                return late;
            case HANGS_THEN_REFUSED:
                boot.await(weather.between(31_000, 120_000));
                return new Unavailable("Sorry for the wait");
            case RETURNS_NULL_AFTER:
                request.acceptAnd("accepted");
                return null;
            case THROWS_AFTER:
                request.acceptAnd("accepted");
                throw new IllegalStateException("Something broke after it was sent");
            case THROWS_BEFORE:
                throw new IllegalStateException("Something broke before it was sent");
            default:
                throw new AssertionError(answer);
        }
    }

    private ReconcileOutcome look(String subject, PublishContext context, PastAttempt attempt) {
        boot.at("look " + subject, () -> {
            throw new IllegalStateException("The look broke off");
        });
        boot.await(weather.between(0, 300));
        ReconcileOutcome outcome = seen(subject, attempt);
        story.count("looks");
        story.tell(boot.name() + " looks for " + subject + " on " + bell.platform() + ": " + outcome);
        boot.at("looked " + subject, () -> {});
        return outcome;
    }

    private ReconcileOutcome seen(String subject, PastAttempt attempt) {
        return switch (bell.doubt()) {
            case KEYED, PROBE -> new ReconcileOutcome.RepeatSafe();
            case NONE -> new ReconcileOutcome.Unknown("This network cannot be asked");
            case READABLE -> read(subject, attempt);
        };
    }

    private ReconcileOutcome read(String subject, PastAttempt attempt) {
        if (broken == Broken.LOOK_FINDS_NOTHING) {
            return new ReconcileOutcome.Absent();
        }
        List<Bell.Receipt> visible = bell.all(subject);
        if (!visible.isEmpty() || broken == Broken.LOOK_FINDS_ANYTHING) {
            String id = visible.isEmpty() ? "another" : visible.get(0).id();
            return new ReconcileOutcome.Found(Published.of(id, URI.create("https://network.test/" + id), stage.now())
                    .publication());
        }
        // A request may take effect until its deadline and a while after: by our clock and by the network's own.
        Instant settled =
                attempt.startedAt().plus(Bell.DEADLINE).plus(Bell.LINGERING).plusSeconds(15);
        Instant sure =
                boot.instant().isBefore(settled) ? settled : boot.instant().plusSeconds(30);
        return boot.instant().isBefore(settled) || stage.trueTime().isBefore(settled)
                ? new ReconcileOutcome.AskAgain(sure, "It may still appear")
                : new ReconcileOutcome.Absent();
    }
}
