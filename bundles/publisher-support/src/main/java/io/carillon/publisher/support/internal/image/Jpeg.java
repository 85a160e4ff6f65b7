package io.carillon.publisher.support.internal.image;

import io.carillon.publisher.support.internal.image.Parsed.Coding;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A JPEG file as its segments. */
final class Jpeg {

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int PROGRESSIVE = 0xC2;
    private static final int INKS = 4;

    private final byte[] bytes;
    private final ByteBuffer file;
    private final ByteArrayOutputStream clean;
    private int width;
    private int height;
    private int orientation = Parsed.UPRIGHT;
    private Coding coding = Coding.PLAIN;

    private Jpeg(byte[] bytes, ByteBuffer file) {
        this.bytes = bytes;
        this.file = file;
        this.clean = new ByteArrayOutputStream(bytes.length);
    }

    static Parsed parse(byte[] bytes, ByteBuffer file) {
        Jpeg jpeg = new Jpeg(bytes, file);
        jpeg.walk();
        boolean untouched = jpeg.clean.size() == bytes.length;
        return new Parsed(
                "image/jpeg",
                jpeg.width,
                jpeg.height,
                jpeg.orientation,
                jpeg.coding,
                untouched ? bytes : jpeg.clean.toByteArray());
    }

    /** What follows the end of the picture is dropped too: phones hide whole films there. */
    private void walk() {
        clean.write(bytes, 0, 2);
        int at = 2;
        while (true) {
            int marker = marker(at);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == END_OF_IMAGE) {
                clean.write(bytes, at, 2);
                break;
            }
            int length = Short.toUnsignedInt(file.getShort(at + 2));
            int end = at + 2 + length;
            if (marker == START_OF_SCAN) {
                end = endOfScan(end);
            } else {
                segment(marker, at + 4, length - 2);
            }
            if (!isCameraTalk(marker, at + 4)) {
                clean.write(bytes, at, end - at);
            }
            at = end;
        }
    }

    private int marker(int at) {
        if (Byte.toUnsignedInt(file.get(at)) != 0xFF) {
            throw new IllegalArgumentException("There is no marker at " + at);
        }
        return Byte.toUnsignedInt(file.get(at + 1));
    }

    private void segment(int marker, int at, int length) {
        boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) {
            height = Short.toUnsignedInt(file.getShort(at + 1));
            width = Short.toUnsignedInt(file.getShort(at + 3));
            coding = coding(marker, file.get(at + 5));
        } else if (marker == APP1 && PictureFile.startsWith(bytes, at, "Exif\0\0")) {
            orientation = Exif.orientation(file.slice(at + 6, length - 6));
        }
    }

    private static Coding coding(int marker, int components) {
        if (components == INKS) {
            return Coding.INKS;
        }
        return marker == PROGRESSIVE ? Coding.PROGRESSIVE : Coding.PLAIN;
    }

    /** Whatever is for programs rather than for the eye; colour profiles and how colours are stored stay. */
    private boolean isCameraTalk(int marker, int at) {
        return switch (marker) {
            case APP0, APP14 -> false;
            case APP2 -> !PictureFile.startsWith(bytes, at, "ICC_PROFILE\0");
            case COMMENT -> true;
            default -> marker >= APP1 && marker <= APP15;
        };
    }

    /** Where the next marker is: in picture data 0xFF is followed by 0 or by a restart marker. */
    private int endOfScan(int from) {
        int at = from;
        while (true) {
            if (file.get(at) == (byte) 0xFF) {
                int next = Byte.toUnsignedInt(file.get(at + 1));
                boolean data = next == 0 || next >= 0xD0 && next <= 0xD7;
                if (!data && next != 0xFF) {
                    return at;
                }
            }
            at++;
        }
    }
}
