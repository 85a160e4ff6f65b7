package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Options;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.publisher.PublisherProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds the options that were chosen against those that the network declares: none is left out in silence. */
final class OptionCheck {

    private final PublisherProfile network;
    private final Options chosen;

    private OptionCheck(PublisherProfile network, Options chosen) {
        this.network = network;
        this.chosen = chosen;
    }

    static List<Violation> check(PublisherProfile network, Options chosen, Fields fields) {
        OptionCheck check = new OptionCheck(network, chosen);
        List<Violation> problems = new ArrayList<>();
        for (String name : chosen.names()) {
            String field = fields.option(name);
            network.option(name)
                    .map(option -> check.problem(field, option))
                    .orElseGet(() -> Optional.of(check.unknown(field, name)))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private Violation unknown(String field, String name) {
        String all = network.options().stream().map(PostOption::name).collect(Collectors.joining(", "));
        return error(
                field,
                "known-option",
                all,
                name,
                all.isEmpty()
                        ? network.name() + " has no options; leave '" + name + "' out."
                        : network.name() + " has no option '" + name + "', only " + all
                                + "; correct it, or leave it out.");
    }

    private Optional<Violation> problem(String field, PostOption option) {
        Optional<String> text = chosen.text(option.name());
        return switch (option.kind()) {
            case FLAG -> text.map(given -> wrongType(field, option, "true or false", "'" + given + "'"));
            case CHOICE ->
                text.map(given -> choice(field, option, given)).orElseGet(() -> Optional.of(noText(field, option)));
            case TEXT ->
                text.map(given -> length(field, option, given)).orElseGet(() -> Optional.of(noText(field, option)));
        };
    }

    private static Violation noText(String field, PostOption option) {
        return wrongType(field, option, "text", "true or false");
    }

    private static Violation wrongType(String field, PostOption option, String right, String given) {
        return error(
                field,
                "type",
                right,
                given,
                "'" + option.name() + "' (" + option.label() + ") is " + right + ", not " + given + "; correct it.");
    }

    private Optional<Violation> choice(String field, PostOption option, String given) {
        List<String> values = option.choices().stream().map(Choice::value).toList();
        String all = String.join(", ", values);
        return values.contains(given)
                ? Optional.empty()
                : Optional.of(error(
                        field,
                        "one-of",
                        all,
                        given,
                        "'" + option.name() + "' on " + network.name() + " is one of " + all + ", not '" + given
                                + "'; choose one of these."));
    }

    private static Optional<Violation> length(String field, PostOption option, String given) {
        int limit = option.maxLength().orElseThrow();
        int length = given.codePointCount(0, given.length());
        return length <= limit
                ? Optional.empty()
                : Optional.of(error(
                        field,
                        "max-length",
                        String.valueOf(limit),
                        String.valueOf(length),
                        "'" + option.name() + "' has " + length + " characters of " + limit + "; shorten it by "
                                + (length - limit) + "."));
    }
}
