package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Violation;
import java.util.Optional;

/** The language that posts are in. */
final class Language {

    static final int MAX_LENGTH = 8;

    private Language() {}

    /** What is wrong with a language; an empty one is none. */
    static Optional<Violation> problem(String field, String language) {
        return language.isEmpty() || language.matches("[a-z]{2,3}(-[A-Za-z]{2,4})?")
                ? Optional.empty()
                : Optional.of(Violation.error(
                        field,
                        "language",
                        "",
                        language,
                        "A language is written by its short name, such as en or pt-BR; correct it, or leave it out."));
    }
}
