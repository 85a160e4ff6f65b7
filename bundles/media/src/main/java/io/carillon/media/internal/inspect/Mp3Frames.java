package io.carillon.media.internal.inspect;

/** Recognises MPEG audio of layer III by two frames in a row: one alone is too often an accident. */
final class Mp3Frames {

    private static final int[] KBIT_MPEG1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBIT_MPEG2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] HERTZ_MPEG1 = {44_100, 48_000, 32_000};
    private static final int MPEG1 = 3;
    private static final int MPEG25 = 0;
    private static final int LAYER_III = 1;

    private Mp3Frames() {}

    static boolean startIn(byte[] head) {
        int first = frameLength(head, 0);
        return first > 0 && frameLength(head, first) > 0;
    }

    /** The length of the frame whose header is at an offset; 0 if there is none. */
    private static int frameLength(byte[] head, int at) {
        if (at + 4 > head.length || (head[at] & 0xFF) != 0xFF || (head[at + 1] & 0xE0) != 0xE0) {
            return 0;
        }
        int version = (head[at + 1] >> 3) & 3;
        int layer = (head[at + 1] >> 1) & 3;
        int rate = (head[at + 2] >> 4) & 15;
        int frequency = (head[at + 2] >> 2) & 3;
        if (version == 1 || layer != LAYER_III || rate == 0 || rate == 15 || frequency == 3) {
            return 0;
        }
        int padding = (head[at + 2] >> 1) & 1;
        if (version == MPEG1) {
            return 144_000 * KBIT_MPEG1[rate] / HERTZ_MPEG1[frequency] + padding;
        }
        int hertz = HERTZ_MPEG1[frequency] / (version == MPEG25 ? 4 : 2);
        return 72_000 * KBIT_MPEG2[rate] / hertz + padding;
    }
}
