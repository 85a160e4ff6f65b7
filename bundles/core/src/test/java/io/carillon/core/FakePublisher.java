package io.carillon.core;

import io.carillon.api.model.Account;
import io.carillon.api.model.Options;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.spi.Publisher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** A publisher that says what a test wants it to say, and never publishes. */
public final class FakePublisher implements Publisher {

    private final PublisherProfile profile;
    private Optional<Capabilities> capabilities = Optional.empty();
    private Runnable failure = () -> {};
    private List<Violation> violations = List.of();
    private Optional<ToIntFunction<String>> counting = Optional.empty();

    public FakePublisher(PublisherProfile profile) {
        this.profile = profile;
    }

    public FakePublisher failingWith(RuntimeException bug) {
        failure = () -> {
            throw bug;
        };
        return this;
    }

    public FakePublisher failingWith(Error bug) {
        failure = () -> {
            throw bug;
        };
        return this;
    }

    public FakePublisher finding(Violation... all) {
        violations = List.of(all);
        return this;
    }

    /** Counts texts in a way of its own. */
    public FakePublisher counting(ToIntFunction<String> way) {
        counting = Optional.of(way);
        return this;
    }

    public FakePublisher allowing(Capabilities other) {
        capabilities = Optional.of(other);
        return this;
    }

    @Override
    public PublisherProfile profile() {
        failure.run();
        return profile;
    }

    @Override
    public Capabilities capabilities(Account account) {
        return capabilities.orElseGet(() -> Capabilities.of(profile));
    }

    @Override
    public OptionalInt length(Account account, Options options, String text) {
        return counting.map(way -> OptionalInt.of(way.applyAsInt(text)))
                .orElseGet(() -> Publisher.super.length(account, options, text));
    }

    @Override
    public List<Violation> check(Account account, Message message) {
        failure.run();
        return violations;
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return new Indeterminate("It is a fake.");
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.Unknown("It is a fake.");
    }
}
