package io.carillon.media.internal.inspect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Tells what a file is by its first bytes. The list is short on purpose: what no network shows is not taken, so a
 * detector of a thousand types would only be more to go wrong.
 */
public final class MediaTypes {

    /** How much of a file's start is enough. */
    public static final int HEAD_BYTES = 4096;

    /** What the library takes, in words for people. */
    public static final String ACCEPTED =
            "JPEG, PNG, GIF, WebP, AVIF, HEIC, MP4, QuickTime, WebM, MP3, M4A, WAV, Ogg and PDF";

    private static final List<String> TAKEN = List.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/avif",
            "image/heic",
            "video/mp4",
            "video/quicktime",
            "video/webm",
            "audio/mpeg",
            "audio/mp4",
            "audio/wav",
            "audio/ogg",
            "application/pdf");

    private MediaTypes() {}

    public static boolean isTaken(String type) {
        return TAKEN.contains(type);
    }

    /**
     * Names the type of what starts with these bytes.
     *
     * @param head the first {@link #HEAD_BYTES} bytes, or the whole file if it is shorter
     * @return a MIME type, whether it is taken or not; {@code application/octet-stream} for what is not known
     */
    public static String detect(byte[] head) {
        Head bytes = new Head(head);
        if (bytes.startsWith(0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (bytes.startsWith(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return "image/png";
        }
        if (bytes.has(0, "GIF87a") || bytes.has(0, "GIF89a")) {
            return "image/gif";
        }
        if (bytes.has(0, "RIFF")) {
            return riff(bytes);
        }
        if (bytes.has(4, "ftyp")) {
            return IsoBrands.type(head);
        }
        // QuickTime films from before 'ftyp'; 'free' and 'wide' are what editors leave in front of the film.
        if (!isText(head)
                && (bytes.has(4, "moov") || bytes.has(4, "mdat") || bytes.has(4, "wide") || bytes.has(4, "free"))) {
            return "video/quicktime";
        }
        if (bytes.startsWith(0x1A, 0x45, 0xDF, 0xA3)) {
            return matroska(bytes);
        }
        if (bytes.has(0, "OggS")) {
            return bytes.contains("theora") ? "video/ogg" : "audio/ogg";
        }
        if (bytes.has(0, "%PDF-")) {
            return "application/pdf";
        }
        if (bytes.has(0, "ID3") && !isText(head) || Mp3Frames.startIn(head)) {
            return "audio/mpeg";
        }
        return refused(bytes, head);
    }

    private static String riff(Head bytes) {
        if (bytes.has(8, "WEBP")) {
            return "image/webp";
        }
        if (bytes.has(8, "WAVE")) {
            return "audio/wav";
        }
        return bytes.has(8, "AVI ") ? "video/x-msvideo" : "application/octet-stream";
    }

    private static String matroska(Head bytes) {
        return bytes.contains("webm") ? "video/webm" : "video/x-matroska";
    }

    /** Names for what people try most, so that the refusal tells them what they really have. */
    private static String refused(Head bytes, byte[] head) {
        if (bytes.startsWith('P', 'K', 3, 4)) {
            return "application/zip";
        }
        if (bytes.startsWith('I', 'I', 42, 0) || bytes.startsWith('M', 'M', 0, 42)) {
            return "image/tiff";
        }
        if (!isText(head)) {
            return bytes.has(0, "BM") ? "image/bmp" : "application/octet-stream";
        }
        String text = new String(head, StandardCharsets.UTF_8).stripLeading().toLowerCase(Locale.ROOT);
        if (text.contains("<svg")) {
            return "image/svg+xml";
        }
        return text.startsWith("<!doctype html") || text.startsWith("<html") ? "text/html" : "text/plain";
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            boolean control = b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f';
            if (control || b == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The start of a file, with bounds kept. */
    private record Head(byte[] bytes) {

        boolean startsWith(int... expected) {
            if (bytes.length < expected.length) {
                return false;
            }
            for (int i = 0; i < expected.length; i++) {
                if ((bytes[i] & 0xFF) != expected[i]) {
                    return false;
                }
            }
            return true;
        }

        boolean has(int offset, String ascii) {
            return bytes.length >= offset + ascii.length()
                    && new String(bytes, offset, ascii.length(), StandardCharsets.ISO_8859_1).equals(ascii);
        }

        boolean contains(String ascii) {
            return new String(bytes, StandardCharsets.ISO_8859_1).contains(ascii);
        }
    }
}
