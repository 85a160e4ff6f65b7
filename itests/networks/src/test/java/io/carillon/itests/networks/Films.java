package io.carillon.itests.networks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Films that are just enough of one to be told from something else. */
final class Films {

    private Films() {}

    /** An MP4 with a picture track (ISO 14496-12), whose pictures are missing. */
    static byte[] mp4(int width, int height, int seconds) {
        byte[] unturned = ints(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
        byte[] header = box("tkhd", new byte[40], unturned, ints(width << 16, height << 16));
        byte[] handler = box("hdlr", ints(0, 0), ascii("vide"), new byte[13]);
        byte[] movie = box(
                "moov",
                box("mvhd", ints(0, 0, 0, 600, seconds * 600), new byte[80]),
                box("trak", header, box("mdia", handler)));
        return join(box("ftyp", ascii("isom"), ints(0), ascii("isom")), box("mdat", new byte[10_000]), movie);
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] whole = join(content);
        return join(ints(whole.length + 8), ascii(type), whole);
    }

    private static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
