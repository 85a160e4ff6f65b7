package io.carillon.media.internal.inspect;

import static io.carillon.media.internal.inspect.Samples.ascii;
import static io.carillon.media.internal.inspect.Samples.box;
import static io.carillon.media.internal.inspect.Samples.ints;
import static io.carillon.media.internal.inspect.Samples.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("image/jpeg", Samples.picture("jpeg", 2, 2)),
                arguments("image/png", Samples.picture("png", 2, 2)),
                arguments("image/gif", Samples.picture("gif", 2, 2)),
                arguments("image/webp", Samples.webpLossy(2, 2)),
                arguments("image/avif", Samples.still("avif", 2, 2, false)),
                arguments("image/heic", Samples.still("heic", 2, 2, false)),
                arguments("video/mp4", Samples.film("isom", 2, 2, 1, false)),
                arguments("video/mp4", Samples.film("mp42", 2, 2, 1, false)),
                arguments("video/quicktime", Samples.film("qt  ", 2, 2, 1, false)),
                arguments("video/quicktime", box("moov", new byte[100])),
                arguments("video/webm", join(ints(0x1A45DFA3), ascii("\u009f\u0042\u0082\u0084webm"))),
                arguments("audio/mpeg", Samples.mp3()),
                arguments("audio/mpeg", join(ascii("ID3\u0004\u0000"), new byte[100])),
                arguments("audio/mp4", box("ftyp", join(ascii("M4A "), ints(0), ascii("mp42")))),
                arguments("audio/wav", Samples.riff("WAVE", new byte[20])),
                arguments("audio/ogg", join(ascii("OggS"), new byte[24], ascii("\u0001vorbis"))),
                arguments("application/pdf", ascii("%PDF-1.7\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void knowsWhatTheLibraryTakes(String type, byte[] head) {
        assertThat(MediaTypes.detect(head)).isEqualTo(type);
        assertThat(MediaTypes.isTaken(type)).isTrue();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("text/plain", ascii("just some words")),
                arguments("text/plain", ascii("BMW builds cars")),
                arguments("text/plain", ascii("ID3 is a tag format")),
                arguments("text/plain", ascii("sugarfree and more")),
                arguments("text/html", ascii("  <!DOCTYPE html><html></html>")),
                arguments("image/svg+xml", ascii("<?xml version=\"1.0\"?><svg onload=\"x()\"/>")),
                arguments("application/zip", join(ascii("PK\u0003\u0004"), new byte[10])),
                arguments("image/bmp", join(ascii("BM"), new byte[10])),
                arguments("image/tiff", ascii("II*\u0000\u0008\u0000\u0000\u0000")),
                arguments("video/x-matroska", join(ints(0x1A45DFA3), ascii("matroska"))),
                arguments("video/x-msvideo", Samples.riff("AVI ", new byte[20])),
                arguments("video/ogg", join(ascii("OggS"), new byte[24], ascii("\u0080theora"))),
                arguments("video/3gpp", box("ftyp", join(ascii("3gp4"), ints(0), ascii("3gp4")))),
                arguments("application/octet-stream", new byte[] {0, 1, 2, 3}),
                arguments("application/octet-stream", join(ascii("\u00ff\u00fe"), new byte[1000])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void namesWhatTheLibraryRefuses(String type, byte[] head) {
        assertThat(MediaTypes.detect(head)).isEqualTo(type);
        assertThat(MediaTypes.isTaken(type)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 11})
    void survivesEveryShortStart(int length) {
        taken().map(sample -> (byte[]) sample.get()[1])
                .map(bytes -> java.util.Arrays.copyOf(bytes, length))
                .forEach(start -> assertThat(MediaTypes.detect(start)).isNotEmpty());
    }
}
