package io.carillon.api.publisher;

import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What came of asking an account's own server for something that connecting needs. */
public sealed interface ServerAnswer<T> {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(
            Function<? super T, ? extends R> given,
            Function<? super Refused<T>, ? extends R> refused,
            Function<? super NotReached<T>, ? extends R> notReached);

    /** It told what was asked for. */
    record Given<T>(T value) implements ServerAnswer<T> {

        public Given {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> given,
                Function<? super Refused<T>, ? extends R> refused,
                Function<? super NotReached<T>, ? extends R> notReached) {
            return given.apply(value);
        }
    }

    /** What the person entered cannot be right, or the server refuses; the violations name the person's fields. */
    record Refused<T>(List<Violation> violations) implements ServerAnswer<T> {

        public Refused {
            violations = List.copyOf(violations);
        }

        public Refused(Violation violation) {
            this(List.of(violation));
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> given,
                Function<? super Refused<T>, ? extends R> refused,
                Function<? super NotReached<T>, ? extends R> notReached) {
            return refused.apply(this);
        }
    }

    /** It could not be asked; the same may work later. */
    record NotReached<T>(String reason) implements ServerAnswer<T> {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> given,
                Function<? super Refused<T>, ? extends R> refused,
                Function<? super NotReached<T>, ? extends R> notReached) {
            return notReached.apply(this);
        }
    }
}
