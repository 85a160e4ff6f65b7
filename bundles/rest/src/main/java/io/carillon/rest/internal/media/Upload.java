package io.carillon.rest.internal.media;

import io.carillon.api.model.Violation;
import io.carillon.rest.internal.problem.ProblemDetail;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.RequestContext;

/**
 * The one file of a multipart body, read as it comes in: neither memory nor a temporary file holds it.
 *
 * <p>One that is too large is refused by its announced length, before a byte is read, and else at the byte that is one
 * too many.
 */
final class Upload {

    /** Boundaries and headers around the file. */
    private static final long AROUND = 64 * 1024;

    private static final String FIELD = "file";

    private final FileItemIterator parts;
    private final FileItemStream part;
    private final long maxBytes;

    private Upload(FileItemIterator parts, FileItemStream part, long maxBytes) {
        this.parts = parts;
        this.part = part;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads up to the file's first byte.
     *
     * @throws ProblemException if the file is announced as too large, or there is none
     */
    static Upload open(ContainerRequestContext request, long maxBytes) {
        announced(request).filter(length -> length > maxBytes + AROUND).ifPresent(length -> {
            throw tooLarge(maxBytes, Long.toString(length));
        });
        try {
            FileItemIterator parts = new Reader().getItemIterator(body(request));
            if (!parts.hasNext()) {
                throw wrongPart("required", "", "Send the file in the multipart field '" + FIELD + "'.");
            }
            FileItemStream part = parts.next();
            if (!FIELD.equals(part.getFieldName())) {
                throw wrongPart(
                        "unknown-field",
                        String.valueOf(part.getFieldName()),
                        "There is no multipart field '" + part.getFieldName() + "' here. Send the file as '" + FIELD
                                + "'.");
            }
            return new Upload(parts, part, maxBytes);
        } catch (FileUploadException | IOException e) {
            throw incomplete();
        }
    }

    /** As the person's computer calls it, without folders. */
    String name() {
        String path = Optional.ofNullable(path()).orElse("");
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .strip();
        return name.isEmpty() ? FIELD : name;
    }

    private String path() {
        try {
            return part.getName();
        } catch (InvalidFileNameException e) {
            // It is only shown, and the library shows what can be shown of it.
            return e.getName();
        }
    }

    /** Its bytes; reading ends with a {@link ProblemException} if they are too many or do not all arrive. */
    InputStream content() {
        try {
            return new Guarded(part.openStream(), maxBytes);
        } catch (IOException e) {
            throw incomplete();
        }
    }

    /** @throws ProblemException if something follows the file */
    void requireLast() {
        try {
            if (parts.hasNext()) {
                throw wrongPart("single", "2 or more", "Send one file per request; something followed the first.");
            }
        } catch (FileUploadException | IOException e) {
            throw incomplete();
        }
    }

    static ProblemException tooLarge(long limit, String actual) {
        String message = "A file is at most " + limit + " bytes; this one has " + actual + ". Make it smaller.";
        return new ProblemException(
                ProblemDetail.of(
                        413,
                        "too-large",
                        message,
                        List.of(Violation.error(FIELD, "max-bytes", Long.toString(limit), actual, message))),
                Map.of());
    }

    private static ProblemException wrongPart(String rule, String actual, String message) {
        return new ProblemException(
                ProblemDetail.of(
                        422, "invalid", message, List.of(Violation.error(FIELD, rule, FIELD, actual, message))),
                Map.of());
    }

    private static ProblemException incomplete() {
        return ProblemException.badRequest(
                "body-incomplete",
                Violation.error(
                        FIELD,
                        "multipart",
                        "RFC 7578",
                        "",
                        "The multipart body cannot be read to its end: it broke off, or its boundary is not the one of"
                                + " the header Content-Type. Send it again."));
    }

    private static Optional<Long> announced(ContainerRequestContext request) {
        try {
            return Optional.ofNullable(request.getHeaderString(HttpHeaders.CONTENT_LENGTH))
                    .map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static RequestContext body(ContainerRequestContext request) {
        return new RequestContext() {

            @Override
            public String getCharacterEncoding() {
                return "UTF-8";
            }

            @Override
            public String getContentType() {
                return request.getHeaderString(HttpHeaders.CONTENT_TYPE);
            }

            @Override
            @Deprecated
            public int getContentLength() {
                return -1;
            }

            @Override
            public InputStream getInputStream() {
                return request.getEntityStream();
            }
        };
    }

    /** Takes a part that is multipart itself, and names no boundary, for what it is. */
    private static final class Reader extends FileUpload {

        @Override
        protected byte[] getBoundary(String contentType) {
            byte[] boundary = super.getBoundary(contentType);
            if (boundary == null) {
                throw incomplete();
            }
            return boundary;
        }
    }

    /** Counts, and tells trouble on the way in from trouble in the library. */
    private static final class Guarded extends InputStream {

        private final InputStream source;
        private final long limit;
        private long count;

        Guarded(InputStream source, long limit) {
            this.source = source;
            this.limit = limit;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            int got = read(one, 0, 1);
            return got < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            try {
                int got = source.read(buffer, offset, length);
                count += Math.max(got, 0);
                if (count > limit) {
                    throw tooLarge(limit, "more");
                }
                return got;
            } catch (IOException e) {
                throw incomplete();
            }
        }
    }
}
