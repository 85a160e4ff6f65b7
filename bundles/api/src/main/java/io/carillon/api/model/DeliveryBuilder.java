package io.carillon.api.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** A changed copy of a delivery. Not thread-safe. */
public final class DeliveryBuilder {

    private final Delivery origin;
    private Instant due;
    private long revision;
    private DeliveryState state;
    private Optional<WaitReason> waitReason;
    private IdempotencyKey key;
    private Preparation preparation;
    private Optional<Instant> wakeAt;
    private int attempts;
    private Optional<Instant> retryAt;
    private Optional<Publication> publication;
    private Optional<Duration> lateness;
    private Optional<Problem> problem;
    private Optional<Step> step;
    private Optional<QueuePlace> queued;
    private Optional<LocalDateTime> occurrence;
    private Optional<Instant> removedAt;
    private long uploadBytes;
    private Optional<Instant> lateFrom;

    DeliveryBuilder(Delivery origin) {
        this.origin = origin;
        due = origin.due();
        revision = origin.revision();
        state = origin.state();
        waitReason = origin.waitReason();
        key = origin.key();
        preparation = origin.preparation();
        wakeAt = origin.wakeAt();
        attempts = origin.attempts();
        retryAt = origin.retryAt();
        publication = origin.publication();
        lateness = origin.lateness();
        problem = origin.problem();
        step = origin.step();
        queued = origin.queued();
        occurrence = origin.occurrence();
        removedAt = origin.removedAt();
        uploadBytes = origin.uploadBytes();
        lateFrom = origin.lateFrom();
    }

    public DeliveryBuilder due(Instant value) {
        due = value;
        return this;
    }

    public DeliveryBuilder revision(long value) {
        revision = value;
        return this;
    }

    /** Sets the state as it is; {@link DeliveryState#become} is the caller's to ask. */
    public DeliveryBuilder state(DeliveryState value) {
        state = value;
        return this;
    }

    public DeliveryBuilder waitReason(Optional<WaitReason> value) {
        waitReason = value;
        return this;
    }

    public DeliveryBuilder key(IdempotencyKey value) {
        key = value;
        return this;
    }

    public DeliveryBuilder preparation(Preparation value) {
        preparation = value;
        return this;
    }

    public DeliveryBuilder wakeAt(Optional<Instant> value) {
        wakeAt = value;
        return this;
    }

    public DeliveryBuilder attempts(int value) {
        attempts = value;
        return this;
    }

    public DeliveryBuilder retryAt(Optional<Instant> value) {
        retryAt = value;
        return this;
    }

    public DeliveryBuilder publication(Optional<Publication> value) {
        publication = value;
        return this;
    }

    public DeliveryBuilder lateness(Optional<Duration> value) {
        lateness = value;
        return this;
    }

    public DeliveryBuilder problem(Optional<Problem> value) {
        problem = value;
        return this;
    }

    public DeliveryBuilder step(Step value) {
        step = Optional.of(value);
        return this;
    }

    public DeliveryBuilder occurrence(Optional<LocalDateTime> value) {
        occurrence = value;
        return this;
    }

    public DeliveryBuilder queued(Optional<QueuePlace> value) {
        queued = value;
        return this;
    }

    public DeliveryBuilder removedAt(Instant value) {
        removedAt = Optional.of(value);
        return this;
    }

    public DeliveryBuilder uploadBytes(long value) {
        uploadBytes = value;
        return this;
    }

    public DeliveryBuilder lateFrom(Optional<Instant> value) {
        lateFrom = value;
        return this;
    }

    public Delivery build() {
        return new Delivery(
                origin.id(),
                origin.workspace(),
                origin.post(),
                origin.account(),
                origin.platform(),
                due,
                revision,
                state,
                waitReason,
                key,
                preparation,
                wakeAt,
                attempts,
                retryAt,
                publication,
                lateness,
                problem,
                lateFrom,
                step,
                occurrence,
                queued,
                removedAt,
                uploadBytes);
    }
}
