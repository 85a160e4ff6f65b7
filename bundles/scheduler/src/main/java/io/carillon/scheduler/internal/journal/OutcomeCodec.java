package io.carillon.scheduler.internal.journal;

import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** Outcomes in few bytes. Explanations are cut to fit; what identifies a post is kept whole or not at all. */
final class OutcomeCodec {

    private static final byte PUBLISHED = 1;
    private static final byte THROTTLED = 2;
    private static final byte UNAVAILABLE = 3;
    private static final byte REJECTED = 4;
    private static final byte REAUTHORISATION = 5;
    private static final byte INDETERMINATE = 6;
    private static final byte ALL_THROTTLED = 7;
    private static final byte PREPARE_AGAIN = 8;

    private OutcomeCodec() {}

    /**
     * Writes an outcome.
     *
     * @return false if there is no room for what must be kept; what was written means nothing then
     */
    static boolean encode(PublishOutcome outcome, ByteBuffer out) {
        return outcome.fold(new PublishOutcome.Cases<>() {

            @Override
            public Boolean published(Published published) {
                return encode(published.publication(), out);
            }

            @Override
            public Boolean throttled(Throttled throttled) {
                out.put(throttled.scope() == RateLimit.Scope.APP ? ALL_THROTTLED : THROTTLED)
                        .putLong(micros(throttled.retryAt()));
                return putCut(throttled.reason(), out);
            }

            @Override
            public Boolean unavailable(Unavailable unavailable) {
                return putCut(unavailable.reason(), out.put(UNAVAILABLE));
            }

            @Override
            public Boolean prepareAgain(PrepareAgain again) {
                return putCut(again.reason(), out.put(PREPARE_AGAIN));
            }

            @Override
            public Boolean rejected(Rejected rejected) {
                Problem problem = rejected.problem();
                return putWhole(problem.code(), out.put(REJECTED)) && putCut(problem.detail(), out);
            }

            @Override
            public Boolean reauthorisationNeeded(ReauthorisationNeeded needed) {
                return putCut(needed.reason(), out.put(REAUTHORISATION));
            }

            @Override
            public Boolean indeterminate(Indeterminate indeterminate) {
                return putCut(indeterminate.reason(), out.put(INDETERMINATE));
            }
        });
    }

    private static boolean encode(Publication publication, ByteBuffer out) {
        out.put(PUBLISHED).putLong(micros(publication.publishedAt()));
        if (!putWhole(publication.remoteId(), out) || out.remaining() < Short.BYTES) {
            return false;
        }
        // A permalink can be looked up again, the id cannot.
        String permalink = publication.permalink().map(URI::toString).orElse("");
        return putWhole(permalink, out) || putWhole("", out);
    }

    /** @throws RuntimeException if these bytes are no outcome */
    static PublishOutcome decode(ByteBuffer in) {
        byte tag = in.get();
        return switch (tag) {
            case PUBLISHED -> published(in);
            case THROTTLED -> new Throttled(instant(in.getLong()), get(in));
            case ALL_THROTTLED -> new Throttled(instant(in.getLong()), RateLimit.Scope.APP, get(in));
            case UNAVAILABLE -> new Unavailable(get(in));
            case PREPARE_AGAIN -> new PrepareAgain(get(in));
            case REJECTED -> new Rejected(new Problem(get(in), get(in)));
            case REAUTHORISATION -> new ReauthorisationNeeded(get(in));
            case INDETERMINATE -> new Indeterminate(get(in));
            default -> throw new IllegalArgumentException("There is no outcome with the tag " + tag);
        };
    }

    private static Published published(ByteBuffer in) {
        Instant at = instant(in.getLong());
        String remoteId = get(in);
        Optional<URI> permalink =
                Optional.of(get(in)).filter(text -> !text.isEmpty()).map(URI::create);
        return new Published(new Publication(remoteId, permalink, at));
    }

    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    /** What is too far away to be counted is kept as the last instant there is. */
    static long micros(Instant instant) {
        if (!instant.isBefore(LAST)) {
            return Long.MAX_VALUE;
        }
        if (!instant.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        // Not ChronoUnit.MICROS: it counts nanoseconds on the way, which end in the year 2262.
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static boolean putWhole(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length + Short.BYTES > out.remaining()) {
            return false;
        }
        out.putShort((short) bytes.length).put(bytes);
        return true;
    }

    private static boolean putCut(String text, ByteBuffer out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int room = out.remaining() - Short.BYTES;
        return room >= 0 && putBytes(Arrays.copyOf(bytes, Math.min(bytes.length, room)), out);
    }

    private static boolean putBytes(byte[] bytes, ByteBuffer out) {
        out.putShort((short) bytes.length).put(bytes);
        return true;
    }

    private static String get(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
