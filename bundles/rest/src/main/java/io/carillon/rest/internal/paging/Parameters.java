package io.carillon.rest.internal.paging;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Violation;
import io.carillon.rest.internal.body.Moments;
import io.carillon.rest.internal.json.Texts;
import io.carillon.rest.internal.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filters of lists, as they were sent: null or empty where they were not. */
public final class Parameters {

    private static final String STATES = Stream.of(DeliveryState.values())
            .map(DeliveryState::shown)
            .distinct()
            .map(Enum::name)
            .collect(Collectors.joining(", "));

    private Parameters() {}

    /** States, repeated or separated by commas; what is shown as PUBLISHING stands for ARMED too. */
    public static Set<DeliveryState> states(List<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .flatMap(Parameters::state)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<DeliveryState> state(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        List<DeliveryState> found = Arrays.stream(DeliveryState.values())
                .filter(state -> state.shown().name().equals(name))
                .toList();
        if (found.isEmpty()) {
            throw invalid("state", "one-of", STATES, text, "state is one of " + STATES + "; it was '" + text + "'.");
        }
        return found.stream();
    }

    public static Optional<AccountId> account(String text) {
        return parse(text, AccountId::new, e -> invalid("account", "id", "", text, e.getMessage() + "."));
    }

    public static Optional<PostId> post(String text) {
        return parse(text, PostId::new, e -> invalid("post", "id", "", text, e.getMessage() + "."));
    }

    public static Optional<Platform> platform(String text) {
        return parse(text, Platform::new, e -> invalid("platform", "id", "", text, e.getMessage() + "."));
    }

    public static Optional<String> text(String name, String text) {
        Optional<String> given = Optional.ofNullable(text).filter(t -> !t.isBlank());
        given.flatMap(Texts::notText).ifPresent(reason -> {
            throw invalid(name, "characters", "", "", name + " " + reason);
        });
        return given;
    }

    /** An instant such as {@code 2026-02-10T08:00:00Z}. */
    public static Optional<Instant> instant(String name, String text) {
        return parse(
                text,
                Moments::instant,
                e -> invalid(
                        name,
                        "format",
                        "ISO 8601",
                        text,
                        name + " is " + Moments.INSTANT_RULE + "; it was '" + text + "'."));
    }

    private static <T> Optional<T> parse(
            String text, Function<String, T> parser, Function<RuntimeException, ProblemException> problem) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw problem.apply(e);
        }
    }

    private static ProblemException invalid(String field, String rule, String limit, String actual, String message) {
        return ProblemException.badRequest("invalid-parameter", Violation.error(field, rule, limit, actual, message));
    }
}
