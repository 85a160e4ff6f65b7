package io.carillon.media.internal.inspect;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Small real files, and hand-made headers of formats that the Java runtime cannot write. */
public final class Samples {

    private Samples() {}

    /** Left half red, right half blue, so that tests can see how it was turned. */
    public static byte[] picture(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.RED);
        canvas.fillRect(0, 0, width / 2, height);
        canvas.setColor(Color.BLUE);
        canvas.fillRect(width / 2, 0, width - width / 2, height);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A JPEG with an EXIF segment that holds an orientation. */
    public static byte[] jpeg(int width, int height, int orientation, boolean littleEndian) {
        byte[] plain = picture("jpeg", width, height);
        ByteBuffer exif = ByteBuffer.allocate(36).order(ByteOrder.BIG_ENDIAN);
        exif.putShort((short) 0xFFE1).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        exif.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        exif.putShort((short) (littleEndian ? 0x4949 : 0x4D4D))
                .putShort((short) 42)
                .putInt(8);
        exif.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        exif.putShort((short) orientation).putShort((short) 0);
        return join(Arrays.copyOf(plain, 2), exif.array(), Arrays.copyOfRange(plain, 2, plain.length));
    }

    /** A PNG whose header claims a size that its data has not. */
    public static byte[] pngClaiming(int width, int height) {
        byte[] png = picture("png", 1, 1);
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        return png;
    }

    public static byte[] webpExtended(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(ascii("VP8X")).putInt(10).putInt(0);
        put24(chunk, width - 1);
        put24(chunk, height - 1);
        return riff("WEBP", chunk.array());
    }

    public static byte[] webpLossless(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(ascii("VP8L")).putInt(5).put((byte) 0x2F).putInt(width - 1 | (height - 1) << 14);
        return riff("WEBP", chunk.array());
    }

    public static byte[] webpLossy(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(ascii("VP8 ")).putInt(10).put(new byte[] {0, 0, 0, (byte) 0x9D, 1, 0x2A});
        // The two highest bits are a scale that players may apply, not size.
        chunk.putShort((short) (width | 0x4000)).putShort((short) height);
        return riff("WEBP", chunk.array());
    }

    public static byte[] riff(String form, byte[] content) {
        return join(littleInt("RIFF", content.length + 4), ascii(form), content);
    }

    private static byte[] littleInt(String name, int value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(name))
                .putInt(value)
                .array();
    }

    /** A picture item with one size, perhaps turned a quarter, behind a decoy item of another size. */
    public static byte[] still(String brand, int width, int height, boolean turned) {
        byte[] decoy = box("ispe", ints(0, 10, 10));
        byte[] size = box("ispe", ints(0, width, height));
        byte[] turn = box("irot", new byte[] {1});
        byte[] order = turned ? new byte[] {0, 2, 2, (byte) 0x82, (byte) 0x83} : new byte[] {0, 2, 1, (byte) 0x82};
        byte[] association = join(ints(0, 2), new byte[] {0, 1, 1, 1}, order);
        byte[] properties = box("iprp", join(box("ipco", join(decoy, size, turn)), box("ipma", association)));
        byte[] meta = box("meta", join(ints(0), box("pitm", join(ints(0), new byte[] {0, 2})), properties));
        return join(box("ftyp", join(ascii("mif1"), ints(0), ascii("mif1"), ascii(brand))), meta);
    }

    /** A film with a sound track before its picture track. */
    public static byte[] film(String brand, int width, int height, long millis, boolean turned) {
        byte[] movie = box(
                "moov", join(movieHeader(millis), track("soun", 0, 0, false), track("vide", width, height, turned)));
        return join(box("ftyp", join(ascii(brand), ints(0), ascii(brand))), box("mdat", new byte[10_000]), movie);
    }

    private static byte[] movieHeader(long millis) {
        return box("mvhd", join(ints(0, 0, 0, 600, (int) (millis * 600 / 1000)), new byte[80]));
    }

    private static byte[] track(String handler, int width, int height, boolean turned) {
        int one = 0x10000;
        byte[] matrix =
                turned ? ints(0, one, 0, -one, 0, 0, 0, 0, 0x40000000) : ints(one, 0, 0, 0, one, 0, 0, 0, 0x40000000);
        byte[] header = box("tkhd", join(new byte[40], matrix, ints(width << 16, height << 16)));
        byte[] media = box("mdia", box("hdlr", join(ints(0, 0), ascii(handler), new byte[13])));
        return box("trak", join(header, media));
    }

    public static byte[] box(String type, byte[] content) {
        return join(ints(content.length + 8), ascii(type), content);
    }

    public static byte[] ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4);
        Arrays.stream(values).forEach(buffer::putInt);
        return buffer.array();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Two frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz. */
    public static byte[] mp3() {
        byte[] frame = new byte[417];
        frame[0] = (byte) 0xFF;
        frame[1] = (byte) 0xFB;
        frame[2] = (byte) 0x90;
        return join(frame, frame);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void put24(ByteBuffer buffer, int value) {
        buffer.putShort((short) value).put((byte) (value >> 16));
    }
}
