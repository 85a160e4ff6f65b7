package io.carillon.media.internal.inspect;

import java.io.IOException;

/** Size, orientation and completeness of a JPEG file, by its markers: nothing is decoded. */
final class Jpeg {

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int APP1 = 0xE1;
    private static final int UPRIGHT = 1;

    private final Source source;
    private int width;
    private int height;
    private int orientation = UPRIGHT;

    private Jpeg(Source source) {
        this.source = source;
    }

    static Facts read(Source source) throws IOException, UnreadableException {
        Jpeg jpeg = new Jpeg(source);
        jpeg.walk();
        return Facts.ofSize(jpeg.width, jpeg.height, jpeg.orientation > 4);
    }

    /** The EXIF orientation, 1 to 8; 1 where there is none or the file is damaged. */
    static int orientation(Source source) throws IOException {
        Jpeg jpeg = new Jpeg(source);
        try {
            jpeg.walk();
        } catch (UnreadableException e) {
            return jpeg.orientation;
        }
        return jpeg.orientation;
    }

    private void walk() throws IOException, UnreadableException {
        long at = 2;
        while (true) {
            int marker = source.u8(at) == 0xFF ? source.u8(at + 1) : -1;
            if (marker < 0) {
                throw new UnreadableException("has damage where a marker should be");
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == END_OF_IMAGE) {
                break;
            }
            int length = source.u16(at + 2);
            if (length < 2) {
                throw new UnreadableException("has a segment without a length");
            }
            segment(marker, at + 4, length - 2);
            at += 2 + length;
            if (marker == START_OF_SCAN) {
                at = endOfScan(at);
            }
        }
        if (width == 0 || height == 0) {
            throw new UnreadableException("holds no picture");
        }
    }

    private void segment(int marker, long at, int length) throws IOException, UnreadableException {
        if (isFrame(marker)) {
            height = source.u16(at + 1);
            width = source.u16(at + 3);
        } else if (marker == APP1 && length >= 14 && source.ascii(at, 4).equals("Exif")) {
            orientation = Exif.orientation(source, at + 6, at + length);
        }
    }

    /** SOF0 to SOF15, without the three in between that mean something else. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Where the next marker is: in picture data 0xFF is followed by 0 or by a restart marker. */
    private long endOfScan(long from) throws IOException, UnreadableException {
        long at = from;
        while (true) {
            if (source.u8(at) == 0xFF) {
                int next = source.u8(at + 1);
                boolean data = next == 0 || next >= 0xD0 && next <= 0xD7;
                if (!data && next != 0xFF) {
                    return at;
                }
            }
            at++;
        }
    }
}
