package io.carillon.rest.internal.body;

import io.carillon.api.model.Violation;
import io.carillon.rest.internal.problem.ProblemDetail;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Takes JSON bodies up to a limit into memory and remembers their hash, so that a repeated request can be told from
 * another one under the same key. Files are not touched: they stream.
 */
@Priority(Priorities.ENTITY_CODER)
public final class BodyFilter implements ContainerRequestFilter {

    /** A thousand times a long post. */
    public static final int MAX_JSON_BYTES = 1 << 20;

    private static final String HASH = "carillon.body-hash";

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        if (MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(request.getMediaType())) {
            return;
        }
        refuseIfLarger(request.getLength());
        byte[] body = read(request);
        refuseIfLarger(body.length);
        request.setProperty(HASH, Digests.hex(Digests.sha256().digest(body)));
        request.setEntityStream(new ByteArrayInputStream(body));
    }

    /** The hash of the body that this filter has taken. */
    public static String hash(ContainerRequestContext request) {
        return (String) request.getProperty(HASH);
    }

    private static byte[] read(ContainerRequestContext request) {
        try {
            return request.getEntityStream().readNBytes(MAX_JSON_BYTES + 1);
        } catch (IOException e) {
            throw new ProblemException(400, "body-incomplete", "The body ended before it was complete. Send it again.");
        }
    }

    private static void refuseIfLarger(int bytes) {
        if (bytes > MAX_JSON_BYTES) {
            String actual = bytes == MAX_JSON_BYTES + 1 ? "more" : Integer.toString(bytes);
            String message = "A JSON body is at most " + MAX_JSON_BYTES + " bytes; this one has " + actual
                    + ". Files go to /api/v1/media.";
            throw new ProblemException(
                    ProblemDetail.of(
                            413,
                            "too-large",
                            message,
                            List.of(Violation.error(
                                    "", "max-bytes", Integer.toString(MAX_JSON_BYTES), actual, message))),
                    Map.of());
        }
    }
}
