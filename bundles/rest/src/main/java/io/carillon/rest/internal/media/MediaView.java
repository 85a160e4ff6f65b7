package io.carillon.rest.internal.media;

import io.carillon.api.model.MediaFile;
import io.carillon.rest.internal.body.Addresses;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;

/**
 * A file of the library as the API answers it; sizes and length are null where the type has none.
 *
 * @param url where its bytes are, for the same callers
 * @param thumbnailUrl of a small JPEG; null where the file is no image
 */
public record MediaView(
        String id,
        String name,
        String type,
        long bytes,
        Integer width,
        Integer height,
        Long durationMs,
        String altText,
        String url,
        String thumbnailUrl,
        Instant createdAt) {

    private static final String BASE = Addresses.ROOT + "media/";

    static MediaView of(MediaFile file) {
        return new MediaView(
                file.id().value(),
                file.name(),
                file.type(),
                file.bytes(),
                nullable(file.width()),
                nullable(file.height()),
                file.duration().map(Duration::toMillis).orElse(null),
                file.altText(),
                BASE + file.id() + "/content",
                file.type().startsWith("image/") ? BASE + file.id() + "/thumbnail" : null,
                // As it is kept: the first answer says what every later one will.
                file.createdAt().truncatedTo(ChronoUnit.MICROS));
    }

    private static Integer nullable(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
