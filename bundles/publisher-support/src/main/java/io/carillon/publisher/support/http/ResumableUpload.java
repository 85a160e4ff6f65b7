package io.carillon.publisher.support.http;

import io.carillon.api.publisher.Unavailable;
import io.carillon.publisher.support.http.NetworkRequest.Source;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a large file piece by piece, as Google's servers and others take it: {@code PUT} with {@code Content-Range}, answered
 * by 308 and what has arrived, until the last piece is answered with the result. What has arrived is asked of the server
 * first, so an upload goes on where it was cut off, also on another machine after a crash: all that a plugin has to store
 * is the address of the session. Thread-safe.
 *
 * @see <a href="https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol">Resumable uploads</a>
 */
public final class ResumableUpload {

    /** Pieces are multiples of it, which Google demands. */
    public static final int UNIT = 256 << 10;

    /** What the server has not taken yet. */
    private static final int INCOMPLETE = 308;

    private static final Pattern ARRIVED = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

    /** Left for telling what came of it. */
    private static final Duration RESERVE = Duration.ofSeconds(2);

    private final NetworkClient client;
    private final Outcomes outcomes;
    private final Clock clock;
    private final int piece;

    /**
     * Makes uploads.
     *
     * @param piece in bytes; a multiple of {@link #UNIT}
     */
    public ResumableUpload(NetworkClient client, Outcomes outcomes, Clock clock, int piece) {
        if (piece < UNIT || piece % UNIT != 0) {
            throw new IllegalArgumentException("A piece is a multiple of " + UNIT + " bytes; it was " + piece);
        }
        this.client = Objects.requireNonNull(client, "client");
        this.outcomes = Objects.requireNonNull(outcomes, "outcomes");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.piece = piece;
    }

    /**
     * An upload that was begun.
     *
     * @param session the address that the server gave for it; it may authorise by itself, so nobody is shown it
     * @param bearer the token, where pieces need one too
     * @param length in bytes, exactly
     */
    public record Begun(URI session, Optional<String> bearer, String type, long length, Source source) {

        public Begun {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(bearer, "bearer");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(source, "source");
            if (length < 1) {
                throw new IllegalArgumentException("There is nothing to upload: the length was " + length);
            }
        }

        @Override
        public String toString() {
            return "Begun[" + length + " bytes of " + type + "]";
        }
    }

    /** How far it came in one visit. */
    public sealed interface Progress permits Done, More, Gone {}

    /** The server has the whole file. */
    public record Done(Reply reply) implements Progress {}

    /**
     * There was no time for more.
     *
     * @param arrived how many bytes the server has
     */
    public record More(long arrived) implements Progress {}

    /** The server does not know the session any more: begin anew. */
    public record Gone() implements Progress {}

    /**
     * Sends as much as there is time for.
     *
     * @param told how many bytes have arrived, whenever that is known
     * @throws StoppedException if the server refuses, or does not answer; the same may go on later from where it is then
     */
    public Progress send(Begun upload, Instant deadline, LongConsumer told) throws StoppedException {
        Answer answer = client.send(
                request(upload)
                        .header("Content-Range", "bytes */" + upload.length())
                        .build(),
                deadline);
        Duration longest = Duration.ZERO;
        long before = -1;
        while (true) {
            if (answer instanceof Reply reply && (reply.status() == 404 || reply.status() == 410)) {
                return new Gone();
            }
            if (!(answer instanceof Reply reply) || reply.status() != INCOMPLETE) {
                return outcomes.step(answer, Done::new);
            }
            long arrived = arrived(reply, upload.length());
            if (arrived <= before) {
                throw new StoppedException(
                        new Unavailable("The server took nothing of the last piece; it is sent again later."));
            }
            told.accept(arrived);
            before = arrived;
            Instant start = clock.instant();
            // As long as the slowest piece so far: one that is cut off has to be sent again.
            if (start.plus(longest).plus(RESERVE).isAfter(deadline)) {
                return new More(arrived);
            }
            answer = client.send(piece(upload, arrived), deadline);
            Duration taken = Duration.between(start, clock.instant());
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
    }

    private static long arrived(Reply reply, long length) {
        Matcher range = ARRIVED.matcher(reply.header("Range").orElse(""));
        // Where it says nothing that we know, nothing has arrived.
        return range.matches() ? Math.min(length, Long.parseLong(range.group(1)) + 1) : 0;
    }

    private NetworkRequest piece(Begun upload, long from) {
        long length = Math.min(piece, upload.length() - from);
        return request(upload)
                .header("Content-Range", "bytes " + from + "-" + (from + length - 1) + "/" + upload.length())
                .stream(upload.type(), length, () -> part(upload.source(), from, length))
                .build();
    }

    private static NetworkRequest.Builder request(Begun upload) {
        NetworkRequest.Builder request = NetworkRequest.of("PUT", upload.session())
                .secret(Optional.ofNullable(upload.session().getRawQuery()).orElse(""));
        upload.bearer().ifPresent(request::bearer);
        return request;
    }

    private static InputStream part(Source source, long from, long length) throws IOException {
        InputStream in = source.open();
        try {
            in.skipNBytes(from);
            return new Part(in, length);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Ends where the piece ends. */
    private static final class Part extends FilterInputStream {

        private long left;

        private Part(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
