package io.carillon.rest.internal.paging;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.rest.internal.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The parameters {@code limit} and {@code cursor}. */
public final class Paging {

    private static final int DEFAULT_LIMIT = 50;

    private Paging() {}

    /** Both as they were sent; null where they were not. */
    public static PageRequest request(String limit, String cursor) {
        return new PageRequest(limit(limit), Optional.ofNullable(cursor).filter(text -> !text.isEmpty()));
    }

    /**
     * Asks a list, which refuses a cursor that it did not give out: as a violation, or as an argument that it cannot
     * read.
     */
    public static <T> Page<T> fetch(PageRequest page, Function<PageRequest, Page<T>> store) {
        try {
            return store.apply(page);
        } catch (IllegalArgumentException e) {
            if (page.cursor().isEmpty()) {
                throw e;
            }
            throw invalidCursor(page);
        } catch (InvalidException e) {
            if (e.violations().stream().noneMatch(v -> v.field().equals("cursor"))) {
                throw e;
            }
            throw invalidCursor(page);
        }
    }

    /** A part of a list that is short enough to be at hand as a whole. */
    public static <T> Page<T> slice(List<T> all, Function<? super T, String> id, PageRequest page) {
        int start = page.cursor().map(cursor -> after(all, id, page, cursor)).orElse(0);
        int end = Math.min(all.size(), start + page.limit());
        Optional<String> next = end < all.size() ? Optional.of(encode(id.apply(all.get(end - 1)))) : Optional.empty();
        return new Page<>(all.subList(start, end), next);
    }

    private static <T> int after(List<T> all, Function<? super T, String> id, PageRequest page, String cursor) {
        return IntStream.range(0, all.size())
                .filter(index -> encode(id.apply(all.get(index))).equals(cursor))
                .map(index -> index + 1)
                .findFirst()
                .orElseThrow(() -> invalidCursor(page));
    }

    private static String encode(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static int limit(String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw invalidLimit(text);
        }
        throw invalidLimit(text);
    }

    private static ProblemException invalidLimit(String text) {
        return ProblemException.badRequest(
                "invalid-parameter",
                Violation.error(
                        "limit",
                        "range",
                        "1 to " + PageRequest.MAX_LIMIT,
                        text,
                        "limit is a whole number from 1 to " + PageRequest.MAX_LIMIT + "; it was '" + text + "'."));
    }

    private static ProblemException invalidCursor(PageRequest page) {
        return ProblemException.badRequest(
                "invalid-cursor",
                Violation.error(
                        "cursor",
                        "cursor",
                        "",
                        page.cursor().orElse(""),
                        "This cursor is none that this list gave out, or its place in the list is gone. Start again"
                                + " without a cursor."));
    }
}
