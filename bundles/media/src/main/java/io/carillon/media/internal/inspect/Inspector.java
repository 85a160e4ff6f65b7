package io.carillon.media.internal.inspect;

import java.io.IOException;
import java.nio.file.Path;

/** Reads what a file's headers say. Memory and time do not grow with what a header claims. Safe for many threads. */
public final class Inspector {

    private Inspector() {}

    /**
     * Reads size and length.
     *
     * @param type as {@link MediaTypes#detect} named it
     * @throws UnreadableException if the file is damaged or cut off
     * @throws IOException if the disk fails
     */
    public static Facts inspect(Path file, String type) throws IOException, UnreadableException {
        try (Source source = new Source(file)) {
            return switch (type) {
                case "image/jpeg" -> Jpeg.read(source);
                case "image/png" -> Pictures.png(source);
                case "image/gif" -> Pictures.gif(source);
                case "image/webp" -> Pictures.webp(source);
                case "image/avif", "image/heic" -> StillItem.read(source);
                case "video/mp4", "video/quicktime", "audio/mp4" -> Film.read(source);
                default -> Facts.NONE;
            };
        }
    }

    /** The EXIF orientation of a JPEG file, 1 to 8; 1 for every other type. */
    public static int orientation(Path file, String type) throws IOException {
        if (!type.equals("image/jpeg")) {
            return 1;
        }
        try (Source source = new Source(file)) {
            return Jpeg.orientation(source);
        }
    }
}
