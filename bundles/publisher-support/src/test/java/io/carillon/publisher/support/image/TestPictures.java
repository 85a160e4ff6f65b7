package io.carillon.publisher.support.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as cameras, phones and programs leave them. */
final class TestPictures {

    static final String PLACE = "GPS 52.5200 N 13.4050 E";

    static final int RED = 0xFFD02010;
    static final int BLUE = 0xFF1020D0;

    private TestPictures() {}

    /** Red on its left half, blue on its right. */
    static BufferedImage redAndBlue(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? RED : BLUE);
            }
        }
        return image;
    }

    /** What no encoder makes small. */
    static BufferedImage noise(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt() | 0xFF000000);
            }
        }
        return image;
    }

    static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("There is no writer for " + format);
        }
        return bytes.toByteArray();
    }

    /** As programs write it for the web: coarse first, then ever finer. */
    static byte[] progressive(BufferedImage image) throws IOException {
        return written(new IIOImage(image, null, null), ImageWriteParam.MODE_DEFAULT);
    }

    /** As programs write it for print: four inks, which here are none. */
    static byte[] fourInks(int width, int height) throws IOException {
        Raster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        return written(new IIOImage(inks, null, null), ImageWriteParam.MODE_DISABLED);
    }

    private static byte[] written(IIOImage image, int progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive);
            writer.setOutput(output);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG that says that it is larger than it is, with so many bytes more of picture data. */
    static byte[] swollen(byte[] jpeg, int width, int height, int more) {
        byte[] whole = Arrays.copyOf(jpeg, jpeg.length + more);
        whole[jpeg.length - 2] = 0;
        whole[jpeg.length - 1] = 0;
        whole[whole.length - 2] = (byte) 0xFF;
        whole[whole.length - 1] = (byte) 0xD9;
        for (int i = 0; i < jpeg.length; i++) {
            int marker = (whole[i] & 0xFF) << 8 | whole[i + 1] & 0xFF;
            if (marker == 0xFFC0 || marker == 0xFFC2) {
                ByteBuffer.wrap(whole).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return whole;
            }
        }
        throw new IllegalArgumentException("It has no frame");
    }

    static BufferedImage decode(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    /** Puts a segment behind the first marker of a JPEG. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 4 + data.length);
        whole.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (data.length + 2));
        whole.put(data).put(jpeg, 2, jpeg.length - 2);
        return whole.array();
    }

    /** Puts a chunk behind the header of a PNG. */
    static byte[] withChunk(byte[] png, String name, byte[] data) {
        int header = 8 + 12 + 13;
        ByteBuffer whole = ByteBuffer.allocate(png.length + 12 + data.length);
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(type);
        sum.update(data);
        whole.put(png, 0, header).putInt(data.length).put(type).put(data).putInt((int) sum.getValue());
        whole.put(png, header, png.length - header);
        return whole.array();
    }

    /** TIFF with an orientation and, behind it, a place. */
    static byte[] tiff(int orientation, ByteOrder order) {
        byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 + 4 + place.length).order(order);
        tiff.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0).put(place);
        return tiff.array();
    }

    static byte[] exif(int orientation, ByteOrder order) {
        byte[] tiff = tiff(orientation, order);
        return ByteBuffer.allocate(6 + tiff.length)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .array();
    }

    /** An extended WebP file of 300 by 200 pixels; its picture data is too short to be shown. */
    static byte[] webp(int orientation) {
        byte[] exif = tiff(orientation, ByteOrder.LITTLE_ENDIAN);
        byte[] xmp = ("<x:xmpmeta>" + PLACE).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(0).put(ascii("WEBP"));
        file.put(ascii("VP8X")).putInt(10).putInt(0x0C).put(new byte[] {43, 1, 0, (byte) 199, 0, 0});
        file.put(ascii("VP8L"))
                .putInt(5)
                .put((byte) 0x2F)
                .putInt(299 | 199 << 14)
                .put((byte) 0);
        file.put(ascii("EXIF")).putInt(exif.length).put(exif);
        file.position(file.position() + (exif.length & 1));
        file.put(ascii("XMP ")).putInt(xmp.length).put(xmp);
        file.position(file.position() + (xmp.length & 1));
        byte[] bytes = new byte[file.position()];
        file.putInt(4, bytes.length - 8).flip().get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
