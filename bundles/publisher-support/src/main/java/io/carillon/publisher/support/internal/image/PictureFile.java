package io.carillon.publisher.support.internal.image;

import io.carillon.publisher.support.image.UnfitImageException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells by its first bytes what a file is, and takes it apart without decoding it. */
public final class PictureFile {

    private PictureFile() {}

    /** @throws UnfitImageException if it is no picture that we know, or is damaged */
    public static Parsed parse(byte[] bytes) throws UnfitImageException {
        ByteBuffer file = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        try {
            if (startsWith(bytes, 0, "\u00FF\u00D8\u00FF")) {
                return Jpeg.parse(bytes, file);
            }
            if (startsWith(bytes, 0, "\u0089PNG\r\n\u001A\n")) {
                return Png.parse(bytes, file);
            }
            if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
                return Webp.parse(bytes, file);
            }
            if (startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a")) {
                return gif(bytes, file.order(ByteOrder.LITTLE_ENDIAN));
            }
        } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
            throw new UnfitImageException("The picture is damaged or cut off; upload it again.");
        }
        throw new UnfitImageException("The file is no picture, or of a kind that is not known here; use JPEG or PNG.");
    }

    private static Parsed gif(byte[] bytes, ByteBuffer file) {
        int width = Short.toUnsignedInt(file.getShort(6));
        int height = Short.toUnsignedInt(file.getShort(8));
        return new Parsed("image/gif", width, height, Parsed.UPRIGHT, bytes);
    }

    /** @param text whose characters are bytes */
    static boolean startsWith(byte[] bytes, int at, String text) {
        if (bytes.length < at + text.length()) {
            return false;
        }
        return new String(bytes, at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }
}
