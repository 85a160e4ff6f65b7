package io.carillon.rest.internal.body;

import io.carillon.rest.internal.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Entity tags of what has no revision, made of what is answered. Thread-safe; changes through one of these are made one
 * at a time, so of several that expect the same tag one succeeds.
 */
public final class ContentTags {

    private static final int DIGITS = 32;

    private final ReentrantLock changing = new ReentrantLock();

    public static Response.ResponseBuilder tagged(Response.ResponseBuilder response, Object view) {
        return response.entity(view).header(HttpHeaders.ETAG, of(view));
    }

    public static Response ok(Object view) {
        return tagged(Response.ok(), view).build();
    }

    /**
     * Makes a change under the condition of an {@code If-Match} header.
     *
     * @param ifMatch the header; null where it was not sent
     * @param current what would be answered now
     * @throws io.carillon.rest.internal.problem.ProblemException 412 if that is not what the caller expects
     */
    public <T> T changing(String ifMatch, Supplier<?> current, Supplier<T> change) {
        changing.lock();
        try {
            require(ifMatch, current);
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    /** Only the condition; what happens between it and a change is not looked at. */
    public static void require(String ifMatch, Supplier<?> current) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        String tag = of(current.get());
        if (Stream.of(ifMatch.split(",")).map(String::strip).noneMatch(tag::equals)) {
            throw Revisions.movedOn(ifMatch);
        }
    }

    public static String of(Object view) {
        return '"' + Digests.sha256(Json.write(view)).substring(0, DIGITS) + '"';
    }
}
