package io.carillon.shell.internal;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people type and what they read. */
final class Texts {

    /** Also those of Latin 1, where one character begins an escape sequence, and marks that turn text round. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Z}\\s\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private Texts() {}

    /** On one line, at most so long, and without what would steer the terminal. */
    static String cell(String text, int max) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        int length = line.codePointCount(0, line.length());
        return length <= max ? line : line.substring(0, line.offsetByCodePoints(0, max - 1)) + "…";
    }

    static String orDash(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    static WorkspaceId workspace(String text) {
        return parse("--workspace", text, WorkspaceId::new);
    }

    static Optional<AccountId> account(String text) {
        return Optional.ofNullable(text).map(t -> parse("--account", t, AccountId::new));
    }

    static Optional<Platform> platform(String text) {
        return Optional.ofNullable(text).map(t -> parse("--platform", t, Platform::new));
    }

    /** The states that are shown under the given names; empty for none. */
    static Set<DeliveryState> states(List<String> names) {
        return names == null
                ? Set.of()
                : names.stream().flatMap(name -> state(name).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static List<DeliveryState> state(String name) {
        List<DeliveryState> found = Arrays.stream(DeliveryState.values())
                .filter(state -> state.shown().name().equals(name.toUpperCase(Locale.ROOT)))
                .toList();
        if (found.isEmpty()) {
            throw new Refusal("--state is one of " + String.join(", ", stateNames()) + "; it was '" + name + "'.");
        }
        return found;
    }

    static List<String> stateNames() {
        return Arrays.stream(DeliveryState.values())
                .map(DeliveryState::shown)
                .distinct()
                .map(Enum::name)
                .toList();
    }

    static PageRequest limit(int limit) {
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new Refusal("--limit is 1 to " + PageRequest.MAX_LIMIT + "; it was " + limit + ".");
        }
        return PageRequest.first(limit);
    }

    static void tellOfMore(Page<?> page, PrintStream out) {
        if (page.next().isPresent()) {
            out.println("There are more: raise --limit or narrow the filters.");
        }
    }

    static <T> T parse(String what, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(what + ": " + e.getMessage() + ".");
        }
    }
}
