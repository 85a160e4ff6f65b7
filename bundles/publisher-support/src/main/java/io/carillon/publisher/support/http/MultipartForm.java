package io.carillon.publisher.support.http;

import io.carillon.publisher.support.http.NetworkRequest.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Fields and files as one body, {@code multipart/form-data} (RFC 7578). Files are read while they are sent and never held
 * in memory; the length is known before, as networks want it.
 */
public final class MultipartForm {

    private record Part(long length, Source source) {}

    private final String boundary;
    private final List<Part> parts;

    private MultipartForm(Builder builder) {
        boundary = builder.boundary;
        parts = new ArrayList<>(builder.parts);
        parts.add(part("--" + boundary + "--\r\n"));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The MIME type, with the boundary. */
    public String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** In bytes, exactly. */
    public long length() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    /**
     * The whole body from its start; closing it closes the file that is being read.
     *
     * @throws IOException if the first part cannot be read; reading throws it for the others
     */
    public InputStream open() throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (Part part : parts) {
            streams.add(new Deferred(part.source()));
        }
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static Part part(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Part(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** Collects parts in their order. Not thread-safe. */
    public static final class Builder {

        /** Nothing that anybody uploads holds this by chance. */
        private final String boundary = "carillon-" + UUID.randomUUID();

        private final List<Part> parts = new ArrayList<>();

        private Builder() {}

        public Builder field(String name, String value) {
            parts.add(part(head(name, "") + "\r\n" + value + "\r\n"));
            return this;
        }

        /**
         * Adds a file.
         *
         * @param length in bytes, exactly: a file that turns out otherwise breaks the request off
         */
        public Builder file(String name, String fileName, String type, long length, Source source) {
            Objects.requireNonNull(source, "source");
            parts.add(
                    part(head(name, "; filename=\"" + quoted(fileName) + "\"") + "Content-Type: " + type + "\r\n\r\n"));
            parts.add(new Part(length, source));
            parts.add(part("\r\n"));
            return this;
        }

        public MultipartForm build() {
            return new MultipartForm(this);
        }

        private String head(String name, String more) {
            return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(name) + "\"" + more
                    + "\r\n";
        }

        /** As browsers do it; see the living standard of HTML, "multipart form data". */
        private static String quoted(String text) {
            return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }
    }

    /** Opened when it is first read, so that one file is open at a time. */
    private static final class Deferred extends InputStream {

        private final Source source;
        private InputStream opened;

        private Deferred(Source source) {
            this.source = source;
        }

        private InputStream in() throws IOException {
            if (opened == null) {
                opened = source.open();
            }
            return opened;
        }

        @Override
        public int read() throws IOException {
            return in().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in().read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
