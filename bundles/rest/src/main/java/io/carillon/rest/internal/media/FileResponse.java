package io.carillon.rest.internal.media;

import io.carillon.api.service.UnavailableException;
import io.carillon.rest.internal.problem.ProblemDetail;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file as an answer: conditional, in parts on request, and harmless wherever it is opened, since people upload what
 * they like.
 */
final class FileResponse {

    private FileResponse() {}

    /** @param tag strong entity tag with its quotes; the file never changes under it */
    static Response of(ContainerRequestContext request, Path file, String type, String name, String tag) {
        if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            return withHeaders(Response.notModified(), tag).build();
        }
        long size = size(file);
        String ifRange = request.getHeaderString("If-Range");
        Optional<ByteRange> range = ifRange == null || ifRange.strip().equals(tag)
                ? range(request.getHeaderString("Range"), size)
                : Optional.empty();
        ByteRange part = range.orElse(new ByteRange(0, size));
        Response.ResponseBuilder response = range.isPresent()
                ? Response.status(Response.Status.PARTIAL_CONTENT)
                        .header("Content-Range", "bytes " + part.start() + "-" + (part.end() - 1) + "/" + size)
                : Response.ok();
        return withHeaders(response, tag)
                .type(type)
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(type, name))
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .entity(body(file, part))
                .build();
    }

    private static Response.ResponseBuilder withHeaders(Response.ResponseBuilder response, String tag) {
        return response.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable")
                .header(HttpHeaders.VARY, "Authorization, Cookie, X-Workspace");
    }

    private static StreamingOutput body(Path file, ByteRange part) {
        return output -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                WritableByteChannel target = Channels.newChannel(output);
                long position = part.start();
                while (position < part.end()) {
                    long sent = channel.transferTo(position, part.end() - position, target);
                    if (sent <= 0) {
                        throw new IOException("The media file " + file + " is shorter than it was");
                    }
                    position += sent;
                }
            }
        };
    }

    private static Optional<ByteRange> range(String header, long size) {
        if (header == null) {
            return Optional.empty();
        }
        return ByteRange.parse(header, size).map(range -> {
            if (range.length() <= 0) {
                throw new ProblemException(
                        ProblemDetail.of(
                                416,
                                "range-not-satisfiable",
                                "The file has " + size + " bytes; the header Range asks for others: " + header + "."),
                        Map.of("Content-Range", "bytes */" + size));
            }
            return range;
        });
    }

    private static boolean matches(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(known -> known.equals("*")
                                || known.replaceFirst("^W/", "").equals(tag));
    }

    /** Pictures, films and sounds may be shown in the page; everything else is saved. */
    private static String disposition(String type, String name) {
        boolean shown = type.matches("(image|video|audio)/.*") && !type.contains("svg");
        String ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        return (shown ? "inline" : "attachment") + "; filename=\"" + ascii + "\"; filename*=UTF-8''" + encode(name);
    }

    /** Percent-encoding of RFC 8187. */
    private static String encode(String name) {
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            text.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return text.toString();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UnavailableException("The file cannot be read from the media storage at the moment. Try again.");
        }
    }
}
