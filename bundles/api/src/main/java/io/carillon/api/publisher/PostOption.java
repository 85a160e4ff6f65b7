package io.carillon.api.publisher;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that people may choose for a single post on a network and nowhere else, such as who sees it. What is chosen is
 * held against this before the publisher gets it in its message.
 *
 * @param name by which posts name it: letters and digits, a small letter first
 * @param label as people read it
 * @param choices what a {@link Kind#CHOICE} is among; empty for the other kinds
 * @param maxLength code points of a {@link Kind#TEXT}; absent for the other kinds
 * @param usual what holds where nothing is chosen; absent where that is up to the account or to the network
 */
public record PostOption(
        String name, String label, Kind kind, List<Choice> choices, OptionalInt maxLength, Optional<String> usual) {

    public enum Kind {
        /** One of several values. */
        CHOICE,
        /** What a person writes; an empty text says that there is to be none. */
        TEXT,
        /** On or off. */
        FLAG
    }

    /** One value of a choice, as posts name it and as people read it. */
    public record Choice(String value, String label) {

        public Choice {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(label, "label");
        }
    }

    /** @throws IllegalArgumentException if a value breaks its rule above */
    public PostOption {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(usual, "usual");
        choices = List.copyOf(choices);
        if (!name.matches("[a-z][A-Za-z0-9]{0,39}")) {
            throw new IllegalArgumentException(
                    "An option's name has letters and digits, at most 40, a small letter first; it was " + name);
        }
        if ((kind == Kind.CHOICE) == choices.isEmpty() || (kind == Kind.TEXT) != maxLength.isPresent()) {
            throw new IllegalArgumentException(
                    "A choice has choices, a text has a greatest length, and nothing else has; wrong for " + name);
        }
    }

    public static PostOption choice(String name, String label, Choice... choices) {
        return new PostOption(name, label, Kind.CHOICE, List.of(choices), OptionalInt.empty(), Optional.empty());
    }

    public static PostOption text(String name, String label, int maxLength) {
        return new PostOption(name, label, Kind.TEXT, List.of(), OptionalInt.of(maxLength), Optional.empty());
    }

    public static PostOption flag(String name, String label) {
        return new PostOption(name, label, Kind.FLAG, List.of(), OptionalInt.empty(), Optional.empty());
    }

    /** The same where one of the choices holds unless another is chosen. */
    public PostOption usually(String value) {
        return new PostOption(name, label, kind, choices, maxLength, Optional.of(value));
    }
}
