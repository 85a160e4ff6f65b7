package io.carillon.publisher.support.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Reads when a network allows the next call, from the headers that networks use for it. */
final class RetryTimes {

    /** Where the network does not say. */
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** Longer ones are mistakes. */
    private static final Duration LONGEST = Duration.ofDays(32);

    private static final List<String> HEADERS =
            List.of("Retry-After", "RateLimit-Reset", "X-RateLimit-Reset", "X-Rate-Limit-Reset");

    /** Numbers from here on are moments in seconds since 1970, smaller ones are seconds from now. */
    private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;

    private static final long FIRST_EPOCH_MILLISECOND = 1_000_000_000_000L;

    private RetryTimes() {}

    /** Never before now. */
    static Instant retryAt(Reply reply, Instant now) {
        for (String header : HEADERS) {
            Optional<Instant> at = moment(reply, header, now);
            if (at.isPresent()) {
                return at.get().isBefore(now) ? now : at.get();
            }
        }
        return now.plus(USUAL);
    }

    /** The moment that a header names, by our clock: as seconds from now, in seconds or milliseconds since 1970, or as a date. */
    static Optional<Instant> moment(Reply reply, String header, Instant now) {
        Duration ahead = reply.header("Date")
                .flatMap(RetryTimes::httpDate)
                .map(theirs -> Duration.between(now, theirs))
                .orElse(Duration.ZERO);
        return reply.header(header).map(String::strip).flatMap(value -> read(value, now, ahead));
    }

    /** @param ahead by how much the network's clock is before ours */
    private static Optional<Instant> read(String value, Instant now, Duration ahead) {
        Optional<Instant> at = value.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")
                ? Optional.of(number(value, now, ahead))
                : httpDate(value).or(() -> isoDate(value)).map(moment -> moment.minus(ahead));
        return at.filter(moment -> moment.isBefore(now.plus(LONGEST)));
    }

    private static Instant number(String value, Instant now, Duration ahead) {
        double number = Double.parseDouble(value);
        if (number >= FIRST_EPOCH_MILLISECOND) {
            return Instant.ofEpochMilli((long) Math.ceil(number)).minus(ahead);
        }
        return number >= FIRST_EPOCH_SECOND
                ? Instant.ofEpochSecond((long) Math.ceil(number)).minus(ahead)
                : now.plusSeconds((long) Math.ceil(number));
    }

    private static Optional<Instant> httpDate(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> isoDate(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
