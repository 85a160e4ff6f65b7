package io.carillon.rest.internal.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** Says what HTTP itself refuses, before a resource is asked or without one. */
public final class HttpProblems {

    private HttpProblems() {}

    static ProblemException of(WebApplicationException e) {
        Map<String, String> headers = Optional.ofNullable(e.getResponse().getHeaderString(HttpHeaders.ALLOW))
                .map(allow -> Map.of(HttpHeaders.ALLOW, allow))
                .orElse(Map.of());
        return new ProblemException(of(e.getResponse().getStatus(), headers.get(HttpHeaders.ALLOW)), headers);
    }

    /** What a status means where nothing more is known; the methods that are allowed may be null. */
    public static ProblemDetail of(int status, String allowed) {
        return switch (status) {
            case 400 ->
                ProblemDetail.of(
                        400, "bad-request", "The request cannot be read. Check its address, headers and body.");
            case 401 -> ProblemDetail.of(401, "not-signed-in", "Sign in, or send a bearer token.");
            case 403 -> ProblemDetail.of(403, "forbidden", "You may not do this.");
            case 404 ->
                ProblemDetail.of(
                        404, "not-found", "There is nothing at this address. The resources are under /api/v1.");
            case 405 ->
                ProblemDetail.of(
                        405,
                        "method-not-allowed",
                        "This address does not take that method."
                                + (allowed == null ? "" : " It takes: " + allowed + "."));
            case 406 ->
                ProblemDetail.of(
                        406,
                        "not-acceptable",
                        "There is no answer of the type that the header Accept asks for. Ask for application/json.");
            case 413 -> ProblemDetail.of(413, "too-large", "The request is larger than the server takes.");
            case 414 -> ProblemDetail.of(414, "address-too-long", "The address is longer than the server takes.");
            case 415 ->
                ProblemDetail.of(
                        415,
                        "unsupported-media-type",
                        "A body of this type is not taken here. Say in the header Content-Type what it is:"
                                + " application/json, or multipart/form-data for a file.");
            case 429 -> ProblemDetail.of(429, "too-many-requests", "Too many requests. Try again later.");
            case 431 -> ProblemDetail.of(431, "headers-too-large", "The headers are larger than the server takes.");
            case 503 -> ProblemDetail.of(503, "unavailable", "The server cannot answer at the moment. Try again.");
            default ->
                status < 500
                        ? ProblemDetail.of(status, "bad-request", "The server refuses the request.")
                        : ProblemDetail.of(status, "internal-error", "Something went wrong in the server.");
        };
    }
}
