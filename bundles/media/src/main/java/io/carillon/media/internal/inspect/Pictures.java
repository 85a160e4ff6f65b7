package io.carillon.media.internal.inspect;

import java.io.IOException;

/** Size and completeness of PNG, GIF and WebP files, by their headers. */
final class Pictures {

    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int PNG_CHUNK_OVERHEAD = 12;

    private Pictures() {}

    static Facts png(Source source) throws IOException, UnreadableException {
        if (!source.ascii(12, 4).equals("IHDR")) {
            throw new UnreadableException("does not begin with its header");
        }
        Facts facts = size(source.u32(16), source.u32(20));
        long at = PNG_SIGNATURE_BYTES;
        while (!source.ascii(at + 4, 4).equals("IEND")) {
            at += source.u32(at) + PNG_CHUNK_OVERHEAD;
        }
        source.u8(at + PNG_CHUNK_OVERHEAD - 1);
        return facts;
    }

    static Facts gif(Source source) throws IOException, UnreadableException {
        int flags = source.u8(10);
        long colours = (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
        // At least one block must follow the screen and its colours.
        source.u8(13 + colours);
        return size(source.u16Little(6), source.u16Little(8));
    }

    static Facts webp(Source source) throws IOException, UnreadableException {
        if (source.u32Little(4) + 8 > source.length()) {
            throw new UnreadableException("ends too early");
        }
        return switch (source.ascii(12, 4)) {
            case "VP8 " -> size(source.u16Little(26) & 0x3FFF, source.u16Little(28) & 0x3FFF);
            case "VP8L" -> {
                long bits = source.u32Little(21);
                yield size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            }
            case "VP8X" -> size(u24Little(source, 24) + 1L, u24Little(source, 27) + 1L);
            default -> throw new UnreadableException("holds no picture");
        };
    }

    private static int u24Little(Source source, long at) throws IOException, UnreadableException {
        return source.u16Little(at) | source.u8(at + 2) << 16;
    }

    static Facts size(long width, long height) throws UnreadableException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new UnreadableException("claims to be " + width + " × " + height + " pixels");
        }
        return Facts.ofSize((int) width, (int) height, false);
    }
}
