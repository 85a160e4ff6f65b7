package io.carillon.publisher.support.internal.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing that readers see of EXIF: which way up the picture is. */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /**
     * Reads the orientation.
     *
     * @param tiff from its TIFF header to its end
     * @return 1 to 8; 1 where there is none, or what there is makes no sense: a bad tag does not spoil a good picture
     */
    static int orientation(ByteBuffer tiff) {
        try {
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = tiff.getInt(4);
            int entries = Short.toUnsignedInt(tiff.getShort(directory));
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + i * ENTRY_BYTES;
                if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
                    int value = tiff.getShort(entry + 8);
                    return value >= 1 && value <= 8 ? value : Parsed.UPRIGHT;
                }
            }
            return Parsed.UPRIGHT;
        } catch (IndexOutOfBoundsException e) {
            return Parsed.UPRIGHT;
        }
    }
}
