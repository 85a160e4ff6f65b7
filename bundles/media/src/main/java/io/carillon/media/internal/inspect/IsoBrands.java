package io.carillon.media.internal.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The many kinds of file in the ISO base media format (ISO/IEC 14496-12), told apart by the brands they claim. */
final class IsoBrands {

    private static final Set<String> HEIC = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx");
    private static final Set<String> FILM =
            Set.of("isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "M4V ", "M4VP", "MSNV");

    private IsoBrands() {}

    /** @param head begins with a {@code ftyp} box */
    static String type(byte[] head) {
        List<String> brands = brands(head);
        String major = brands.isEmpty() ? "" : brands.get(0);
        if (major.equals("qt  ")) {
            return "video/quicktime";
        }
        if (major.startsWith("M4A") || major.startsWith("M4B")) {
            return "audio/mp4";
        }
        // A picture's major brand may be the neutral 'mif1'; what it is coded in stands among the others.
        if (brands.contains("avif") || brands.contains("avis")) {
            return "image/avif";
        }
        if (brands.stream().anyMatch(HEIC::contains)) {
            return "image/heic";
        }
        if (brands.stream().anyMatch(FILM::contains)) {
            return "video/mp4";
        }
        return major.startsWith("3g") ? "video/3gpp" : "application/octet-stream";
    }

    /** The major brand, then the compatible ones. */
    private static List<String> brands(byte[] head) {
        long size = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt());
        int end = (int) Math.min(size, head.length);
        List<String> brands = new ArrayList<>();
        for (int at = 8; at + 4 <= end; at += 4) {
            // Between them stands the minor version, which is no brand.
            if (at != 12) {
                brands.add(new String(head, at, 4, StandardCharsets.ISO_8859_1));
            }
        }
        return brands;
    }
}
