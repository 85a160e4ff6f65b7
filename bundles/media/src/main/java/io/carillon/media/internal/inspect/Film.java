package io.carillon.media.internal.inspect;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Size and length of MP4 and QuickTime films, from their {@code moov} box (ISO/IEC 14496-12). */
final class Film {

    private static final int TRACK_MATRIX_V0 = 40;
    private static final int TRACK_MATRIX_V1 = 52;
    private static final int MATRIX_BYTES = 36;
    private static final int MATRIX_B = 4;

    private Film() {}

    static Facts read(Source source) throws IOException, UnreadableException {
        Box movie = Box.between(source, 0, source.length()).stream()
                .filter(box -> box.type().equals("moov"))
                .findFirst()
                .orElseThrow(
                        () -> new UnreadableException("has no index ('moov'): its recording or export was cut off"));
        List<Box> parts = movie.children(source);
        Facts facts = Facts.NONE;
        for (Box track : parts) {
            if (track.type().equals("trak") && isVideo(source, track) && facts.pixels() == 0) {
                facts = size(source, track);
            }
        }
        return facts.withDuration(duration(source, parts));
    }

    private static boolean isVideo(Source source, Box track) throws IOException, UnreadableException {
        Optional<Box> media = track.child(source, "mdia");
        Optional<Box> handler = media.isEmpty() ? media : media.get().child(source, "hdlr");
        return handler.isPresent()
                && source.ascii(handler.get().content() + 8, 4).equals("vide");
    }

    private static Facts size(Source source, Box track) throws IOException, UnreadableException {
        Optional<Box> header = track.child(source, "tkhd");
        if (header.isEmpty()) {
            return Facts.NONE;
        }
        long at = header.get().content();
        long matrix = at + (source.u8(at) == 1 ? TRACK_MATRIX_V1 : TRACK_MATRIX_V0);
        // Sizes are 16.16 fixed-point numbers.
        long width = source.u32(matrix + MATRIX_BYTES) >> 16;
        long height = source.u32(matrix + MATRIX_BYTES + 4) >> 16;
        if (width == 0 || height == 0) {
            return Facts.NONE;
        }
        // A quarter turn has its ones off the diagonal.
        boolean turned = source.u32(matrix) == 0 && source.u32(matrix + MATRIX_B) != 0;
        return Facts.ofSize((int) width, (int) height, turned);
    }

    private static Optional<Duration> duration(Source source, List<Box> movie) throws IOException, UnreadableException {
        for (Box box : movie) {
            if (box.type().equals("mvhd")) {
                long at = box.content();
                boolean wide = source.u8(at) == 1;
                long scale = source.u32(at + (wide ? 20 : 12));
                long units = wide ? source.u64(at + 24) : source.u32(at + 16);
                long unknown = wide ? -1L : 0xFFFF_FFFFL;
                return units == unknown ? Optional.empty() : seconds(units, scale);
            }
        }
        return Optional.empty();
    }

    /** A film in fragments says 0 and a damaged one nonsense: neither is a length. */
    private static Optional<Duration> seconds(long units, long scale) {
        if (units <= 0 || scale == 0) {
            return Optional.empty();
        }
        long millis = units / scale * 1000 + units % scale * 1000 / scale;
        return units / scale > Integer.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}
