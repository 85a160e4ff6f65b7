package io.carillon.rest.internal.paging;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.body.Digests;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parameters {@code limit} and {@code cursor} of one list. The cursors that it gives out carry its tag: those of another
 * list, of another workspace or of other filters name a place that means nothing here, and are refused.
 */
public final class Paging {

    private static final int DEFAULT_LIMIT = 50;

    private static final int TAG = 10;
    private static final Set<String> PLACE = Set.of("limit", "cursor");

    private final PageRequest page;
    private final String tag;

    private Paging(PageRequest page, String tag) {
        this.page = page;
        this.tag = tag;
    }

    /** Both parameters as they were sent; null where they were not. */
    public static Paging of(ContainerRequestContext request, String limit, String cursor) {
        String tag = tag(request);
        Optional<String> sent = Optional.ofNullable(cursor).filter(text -> !text.isEmpty());
        if (sent.isPresent() && !sent.get().startsWith(tag)) {
            throw invalidCursor(sent.get());
        }
        return new Paging(new PageRequest(limit(limit), sent.map(text -> text.substring(tag.length()))), tag);
    }

    /** What tells this list from others: whose it is, its address, and everything it is filtered by. */
    private static String tag(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String list = uri.getQueryParameters().entrySet().stream()
                .filter(filter -> !PLACE.contains(filter.getKey()))
                .map(filter -> filter.getKey() + "="
                        + filter.getValue().stream().sorted().toList())
                .sorted()
                .collect(Collectors.joining("\n", Caller.of(request).workspace() + "\n" + uri.getPath() + "\n", ""));
        return Digests.sha256(list).substring(0, TAG) + ".";
    }

    public int limit() {
        return page.limit();
    }

    /**
     * Asks a list, which refuses a cursor that it did not give out: as a violation, or as an argument that it cannot
     * read.
     */
    public <T> Page<T> fetch(Function<PageRequest, Page<T>> store) {
        try {
            return tagged(store.apply(page));
        } catch (IllegalArgumentException e) {
            if (page.cursor().isEmpty()) {
                throw e;
            }
            throw invalidCursor(page.cursor().get());
        } catch (InvalidException e) {
            if (e.violations().stream().noneMatch(v -> v.field().equals("cursor"))) {
                throw e;
            }
            throw invalidCursor(page.cursor().orElse(""));
        }
    }

    private <T> Page<T> tagged(Page<T> found) {
        return new Page<>(found.items(), found.next().map(tag::concat));
    }

    /** A part of a list that is short enough to be at hand as a whole. */
    public <T> Page<T> slice(List<T> all, Function<? super T, String> id) {
        int start = page.cursor().map(cursor -> after(all, id, cursor)).orElse(0);
        int end = Math.min(all.size(), start + page.limit());
        Optional<String> next = end < all.size() ? Optional.of(encode(id.apply(all.get(end - 1)))) : Optional.empty();
        return tagged(new Page<>(all.subList(start, end), next));
    }

    private static <T> int after(List<T> all, Function<? super T, String> id, String cursor) {
        return IntStream.range(0, all.size())
                .filter(index -> encode(id.apply(all.get(index))).equals(cursor))
                .map(index -> index + 1)
                .findFirst()
                .orElseThrow(() -> invalidCursor(cursor));
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

    private static ProblemException invalidCursor(String cursor) {
        return ProblemException.badRequest(
                "invalid-cursor",
                Violation.error(
                        "cursor",
                        "cursor",
                        "",
                        cursor,
                        "This cursor is none that this list gave out with these filters, or its place in the list is"
                                + " gone. Start again without a cursor."));
    }
}
