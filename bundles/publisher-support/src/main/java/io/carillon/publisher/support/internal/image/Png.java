package io.carillon.publisher.support.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A PNG file as its chunks. */
final class Png {

    private static final int SIGNATURE_BYTES = 8;
    /** Length, name and checksum. */
    private static final int FRAME_BYTES = 12;

    /** What the picture, its colours, its transparency and its movement are made of. */
    private static final Set<String> FOR_THE_EYE = Set.of(
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
            "bKGD", "pHYs", "sPLT", "hIST", "acTL", "fcTL", "fdAT");

    private Png() {}

    static Parsed parse(byte[] bytes, ByteBuffer file) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
        clean.write(bytes, 0, SIGNATURE_BYTES);
        int orientation = Parsed.UPRIGHT;
        int at = SIGNATURE_BYTES;
        String name;
        do {
            int length = file.getInt(at);
            name = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            ByteBuffer data = file.slice(at + 8, length);
            int size = length + FRAME_BYTES;
            if (FOR_THE_EYE.contains(name)) {
                clean.write(bytes, at, size);
            } else if (name.equals("eXIf")) {
                orientation = Exif.orientation(data);
            }
            at += size;
        } while (!name.equals("IEND"));
        boolean untouched = clean.size() == bytes.length;
        return new Parsed(
                "image/png",
                file.getInt(SIGNATURE_BYTES + 8),
                file.getInt(SIGNATURE_BYTES + 12),
                orientation,
                untouched ? bytes : clean.toByteArray());
    }
}
