package io.carillon.publisher.support.internal.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A WebP file as its chunks.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649">RFC 9649</a>
 */
final class Webp {

    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    /** In the flags of an extended file: there is EXIF, there is XMP. */
    private static final int METADATA_FLAGS = 0x08 | 0x04;

    private final byte[] bytes;
    private final ByteBuffer file;
    private final ByteArrayOutputStream clean;
    private int width;
    private int height;
    private int orientation = Parsed.UPRIGHT;

    private Webp(byte[] bytes, ByteBuffer file) {
        this.bytes = bytes;
        this.file = file.order(ByteOrder.LITTLE_ENDIAN);
        this.clean = new ByteArrayOutputStream(bytes.length);
    }

    static Parsed parse(byte[] bytes, ByteBuffer file) {
        Webp webp = new Webp(bytes, file);
        webp.walk();
        return new Parsed("image/webp", webp.width, webp.height, webp.orientation, webp.cleaned());
    }

    private void walk() {
        clean.write(bytes, 0, HEADER_BYTES);
        int end = CHUNK_HEADER_BYTES + within(CHUNK_HEADER_BYTES, file.getInt(4));
        int at = HEADER_BYTES;
        while (at + CHUNK_HEADER_BYTES <= end) {
            String name = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
            int data = at + CHUNK_HEADER_BYTES;
            int length = within(data, file.getInt(at + 4));
            // Chunks begin at even places.
            int next = data + length + (length & 1);
            chunk(name, data, length);
            if (!name.equals("EXIF") && !name.equals("XMP ")) {
                clean.write(bytes, at, next - at);
            }
            at = next;
        }
    }

    /** A length that the file has room for: one below zero would lead back to where its chunk begins, for ever. */
    private int within(int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        return length;
    }

    private void chunk(String name, int at, int length) {
        switch (name) {
            case "VP8X" -> size(1 + threeBytes(at + 4), 1 + threeBytes(at + 7));
            case "VP8 " ->
                size(
                        Short.toUnsignedInt(file.getShort(at + 6)) & 0x3FFF,
                        Short.toUnsignedInt(file.getShort(at + 8)) & 0x3FFF);
            case "VP8L" -> {
                int bits = file.getInt(at + 1);
                size(1 + (bits & 0x3FFF), 1 + (bits >>> 14 & 0x3FFF));
            }
            case "EXIF" -> {
                // Some programs write the name that it has in a JPEG, too.
                int skip = PictureFile.startsWith(bytes, at, "Exif\0\0") ? 6 : 0;
                orientation = Exif.orientation(file.slice(at + skip, length - skip));
            }
            default -> {
                // It shows no size.
            }
        }
    }

    /** That of the whole comes first. */
    private void size(int w, int h) {
        if (width == 0) {
            width = w;
            height = h;
        }
    }

    private int threeBytes(int at) {
        return file.getInt(at) & 0xFFFFFF;
    }

    private byte[] cleaned() {
        if (clean.size() == bytes.length) {
            return bytes;
        }
        byte[] result = clean.toByteArray();
        ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).putInt(4, result.length - CHUNK_HEADER_BYTES);
        if (PictureFile.startsWith(result, HEADER_BYTES, "VP8X")) {
            result[HEADER_BYTES + CHUNK_HEADER_BYTES] &= (byte) ~METADATA_FLAGS;
        }
        return result;
    }
}
