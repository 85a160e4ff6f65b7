package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One try at a delivery, or what a person said about it, kept for ever: together they tell its story.
 *
 * @param number which publish attempt of the delivery it belongs to, from 1
 * @param node which server made it
 * @param sentAt entry into the call; absent where nothing was sent
 * @param answeredAt when the call came back; absent where it never did
 * @param detail what came back, in a sentence; no secret; made {@link PlainText#shown plain}
 * @param times how many visits to prepare it stands for; 1 for everything else
 * @param by who said so, where a person did
 * @param wording what the network was to show instead, where a person corrected it
 */
public record Attempt(
        AttemptId id,
        DeliveryId delivery,
        Kind kind,
        int number,
        String node,
        Instant armedAt,
        Optional<Instant> sentAt,
        Optional<Instant> answeredAt,
        Result result,
        String detail,
        int times,
        Optional<UserId> by,
        Optional<Wording> wording) {

    private static final String BY_HAND = "by hand";

    public Attempt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(armedAt, "armedAt");
        Objects.requireNonNull(sentAt, "sentAt");
        Objects.requireNonNull(answeredAt, "answeredAt");
        Objects.requireNonNull(result, "result");
        detail = PlainText.shown(Objects.requireNonNull(detail, "detail"));
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(wording, "wording");
    }

    /** One without a text that a person wrote. */
    public Attempt(
            AttemptId id,
            DeliveryId delivery,
            Kind kind,
            int number,
            String node,
            Instant armedAt,
            Optional<Instant> sentAt,
            Optional<Instant> answeredAt,
            Result result,
            String detail,
            int times,
            Optional<UserId> by) {
        this(
                id,
                delivery,
                kind,
                number,
                node,
                armedAt,
                sentAt,
                answeredAt,
                result,
                detail,
                times,
                by,
                Optional.empty());
    }

    /** One that stands for itself. */
    public Attempt(
            AttemptId id,
            DeliveryId delivery,
            Kind kind,
            int number,
            String node,
            Instant armedAt,
            Optional<Instant> sentAt,
            Optional<Instant> answeredAt,
            Result result,
            String detail) {
        this(id, delivery, kind, number, node, armedAt, sentAt, answeredAt, result, detail, 1, Optional.empty());
    }

    /**
     * The text of a published post before and after a person corrected it.
     *
     * @param before absent where that is not known for sure, since the post was edited after it had been published
     */
    public record Wording(Optional<String> before, String after) {

        public Wording {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * What a person asked a network to do with what is published there, and what it answered.
     *
     * @param sentAt when it was asked
     */
    public static Attempt askedByPerson(
            AttemptId id,
            Delivery delivery,
            Kind kind,
            UserId by,
            Instant sentAt,
            Instant answeredAt,
            Result result,
            String detail,
            Optional<Wording> wording) {
        return new Attempt(
                id,
                delivery.id(),
                kind,
                Math.max(1, delivery.attempts()),
                BY_HAND,
                sentAt,
                Optional.of(sentAt),
                Optional.of(answeredAt),
                result,
                detail,
                1,
                Optional.of(by),
                wording);
    }

    /** What a person said about a delivery: no server made it, and nothing was sent by it. */
    public static Attempt byPerson(
            AttemptId id,
            DeliveryId delivery,
            Kind kind,
            int number,
            UserId by,
            Instant at,
            Result result,
            String detail) {
        return new Attempt(
                id,
                delivery,
                kind,
                number,
                BY_HAND,
                at,
                Optional.empty(),
                Optional.of(at),
                result,
                detail,
                1,
                Optional.of(by));
    }

    /**
     * Whether a visit to prepare is told together with an earlier one: both were for the same publish attempt and came to
     * the same. However often a network puts it off, a story has only so many lines.
     */
    public boolean continues(Attempt earlier) {
        return kind == Kind.PREPARE
                && earlier.kind == Kind.PREPARE
                && delivery.equals(earlier.delivery)
                && number == earlier.number
                && result == earlier.result;
    }

    /** An earlier visit to prepare, and this one that continues it. */
    public Attempt since(Attempt earlier) {
        return new Attempt(
                earlier.id,
                delivery,
                kind,
                number,
                node,
                earlier.armedAt,
                sentAt,
                answeredAt,
                result,
                detail,
                earlier.times + times,
                by,
                wording);
    }

    /** The same with a text that a person wrote. */
    public Attempt worded(Optional<Wording> text) {
        return new Attempt(
                id, delivery, kind, number, node, armedAt, sentAt, answeredAt, result, detail, times, by, text);
    }

    /** Whether something may have reached the network by it, so that its delivery must never be removed. */
    public boolean isTry() {
        return kind.isTry();
    }

    public enum Kind {
        /** Visits to prepare that came to the same, told as one: from the first one's beginning to the last one's end. */
        PREPARE,
        /** The call that makes a post visible. */
        PUBLISH,
        /** A look at the network to settle a doubt. */
        RECONCILE,
        /** An answer that came after the attempt had ended: evidence, never an outcome of its own. */
        LATE_ANSWER,
        /** A person asked for another try. */
        RETRIED_BY_PERSON,
        /** A person settled the doubt. */
        RESOLVED_BY_PERSON,
        /** A person called it off. */
        CANCELLED_BY_PERSON,
        /** An approver let it out. */
        APPROVED_BY_PERSON,
        /** An approver made it a draft again. */
        REJECTED_BY_PERSON,
        /** A person asked the network to take away what was published. */
        REMOVED_BY_PERSON,
        /** A person asked the network to show another text. */
        CORRECTED_BY_PERSON;

        /** Whether something may have reached the network where a story has one. */
        public boolean isTry() {
            return switch (this) {
                case PUBLISH, RECONCILE, LATE_ANSWER, RESOLVED_BY_PERSON, REMOVED_BY_PERSON, CORRECTED_BY_PERSON ->
                    true;
                case PREPARE, RETRIED_BY_PERSON, CANCELLED_BY_PERSON, APPROVED_BY_PERSON, REJECTED_BY_PERSON -> false;
            };
        }
    }

    public enum Result {
        /** Everything that can be done before the due time is done. */
        PREPARED,
        /** It is not over: preparing goes on at a later visit, or a person wants it to go out. */
        GOES_ON,
        /** A person does not want it to go out. */
        CALLED_OFF,
        PUBLISHED,
        /** The network did what a person asked for. */
        DONE,
        THROTTLED,
        UNAVAILABLE,
        REJECTED,
        REAUTHORISATION_NEEDED,
        INDETERMINATE,
        /** Armed, but surely never sent. */
        NOT_SENT,
        /** The network does not have it. */
        ABSENT,
        /** The network cannot say. */
        UNKNOWN
    }
}
