package io.carillon.publisher.support.http;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/** What came of one HTTP call: three things that must never be confused. */
public sealed interface Answer permits Reply, Answer.NotSent, Answer.Lost {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(
            Function<? super Reply, ? extends R> reply,
            Function<? super NotSent, ? extends R> notSent,
            Function<? super Lost, ? extends R> lost);

    /** The request surely never reached the network. */
    record NotSent(String reason) implements Answer {

        public NotSent {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(
                Function<? super Reply, ? extends R> reply,
                Function<? super NotSent, ? extends R> notSent,
                Function<? super Lost, ? extends R> lost) {
            return notSent.apply(this);
        }
    }

    /** The request was sent, at least in part, and no whole answer came. */
    record Lost(String reason, Instant sentAt) implements Answer {

        public Lost {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(sentAt, "sentAt");
        }

        @Override
        public <R> R fold(
                Function<? super Reply, ? extends R> reply,
                Function<? super NotSent, ? extends R> notSent,
                Function<? super Lost, ? extends R> lost) {
            return lost.apply(this);
        }
    }
}
