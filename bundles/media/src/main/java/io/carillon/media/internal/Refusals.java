package io.carillon.media.internal;

import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.media.internal.inspect.MediaTypes;

/** The sentences with which files are refused. */
final class Refusals {

    private static final String FILE = "file";

    private Refusals() {}

    static InvalidException empty() {
        return refused("min-bytes", "1", "0", "The file is empty; choose one with content.");
    }

    static InvalidException tooLarge(long maxBytes) {
        return refused(
                "max-bytes",
                Long.toString(maxBytes),
                "more than " + maxBytes,
                "The file is larger than %s (%d bytes); make it smaller, or raise maxBytes in etc/%s.cfg."
                        .formatted(megabytes(maxBytes), maxBytes, MediaConfig.PID));
    }

    static InvalidException type(String actual) {
        return refused(
                "type",
                MediaTypes.ACCEPTED,
                actual,
                "The file is %s by its content, whatever its name says; upload %s."
                        .formatted(actual, MediaTypes.ACCEPTED));
    }

    static InvalidException unreadable(String type, String how) {
        return refused(
                "readable",
                "a complete file",
                type,
                "The file looks like %s but %s; export or download it again.".formatted(type, how));
    }

    static InvalidException tooManyPixels(long maxPixels, int width, int height) {
        return refused(
                "max-pixels",
                Long.toString(maxPixels),
                width + " × " + height,
                "The picture has %d × %d pixels; make it smaller than %d pixels in all, or raise maxPixels in etc/%s.cfg."
                        .formatted(width, height, maxPixels, MediaConfig.PID));
    }

    static InvalidException altText(int limit, int actual) {
        return new InvalidException(Violation.error(
                "altText",
                "max-length",
                Integer.toString(limit),
                Integer.toString(actual),
                "The alternative text has %d characters; at most %d are kept, so shorten it."
                        .formatted(actual, limit)));
    }

    private static InvalidException refused(String rule, String limit, String actual, String message) {
        return new InvalidException(Violation.error(FILE, rule, limit, actual, message));
    }

    private static String megabytes(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MiB";
    }
}
