package io.carillon.media.internal.inspect;

import java.io.IOException;

/** The one thing that we want of EXIF: which way up the picture is. */
final class Exif {

    private static final int UPRIGHT = 1;
    private static final int TAG_ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /**
     * Reads the orientation.
     *
     * @param tiff where the TIFF header is
     * @param end behind the segment
     * @return 1 to 8; 1 where none is given, or what is given makes no sense: a bad tag does not spoil a good picture
     */
    static int orientation(Source source, long tiff, long end) throws IOException {
        try {
            boolean little = source.u16(tiff) == 0x4949;
            long directory = tiff + u32(source, tiff + 4, little);
            if (directory < tiff || directory + 2 > end) {
                return UPRIGHT;
            }
            int entries = u16(source, directory, little);
            for (int i = 0; i < entries; i++) {
                long entry = directory + 2 + (long) i * ENTRY_BYTES;
                if (entry + ENTRY_BYTES > end) {
                    return UPRIGHT;
                }
                if (u16(source, entry, little) == TAG_ORIENTATION) {
                    int value = u16(source, entry + 8, little);
                    return value >= 1 && value <= 8 ? value : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (UnreadableException e) {
            return UPRIGHT;
        }
    }

    private static int u16(Source source, long at, boolean little) throws IOException, UnreadableException {
        return little ? source.u16Little(at) : source.u16(at);
    }

    private static long u32(Source source, long at, boolean little) throws IOException, UnreadableException {
        return little ? source.u32Little(at) : source.u32(at);
    }
}
