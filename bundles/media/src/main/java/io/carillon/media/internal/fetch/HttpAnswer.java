package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param headers by lower-case name
 * @param input at the start of the body as it is transferred
 */
record HttpAnswer(int status, Map<String, String> headers, InputStream input, Deadline deadline) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    void requireAtMost(long maxBytes) throws IOException {
        Optional<Long> length = length();
        if (length.isPresent() && length.get() > maxBytes) {
            throw new FetchException(
                    FetchException.Rule.MAX_BYTES,
                    "it has " + length.get() + " bytes; at most " + maxBytes + " are fetched",
                    null);
        }
    }

    /** The body as it was meant, without its transfer coding. */
    InputStream body() throws IOException {
        String coding = header("transfer-encoding").orElse("");
        if (coding.equalsIgnoreCase("chunked")) {
            return new ChunkedStream(input);
        }
        if (!coding.isEmpty() || !header("content-encoding").orElse("identity").equalsIgnoreCase("identity")) {
            throw new IOException("the server sends it in a coding that was not asked for");
        }
        Optional<Long> length = length();
        return length.isPresent() ? new SizedStream(input, length.get()) : input;
    }

    private Optional<Long> length() throws IOException {
        Optional<String> length = header("content-length").filter(text -> !headers.containsKey("transfer-encoding"));
        if (length.isPresent() && !length.get().matches("[0-9]{1,18}")) {
            throw new IOException("the server gives a length that is no number");
        }
        return length.map(Long::valueOf);
    }
}
