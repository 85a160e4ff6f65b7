package io.carillon.publisher.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MultipartFormTest {

    private static String read(MultipartForm form) throws IOException {
        try (InputStream in = form.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isWrittenAsTheStandardHasIt() throws IOException {
        byte[] file = "Bytes äöü".getBytes(StandardCharsets.UTF_8);
        MultipartForm form = MultipartForm.builder()
                .field("description", "Grüße\n\"x\"")
                .file("file", "a \"b\".png", "image/png", file.length, () -> new ByteArrayInputStream(file))
                .build();
        String boundary = form.type().replace("multipart/form-data; boundary=", "");
        assertThat(read(form))
                .isEqualTo("--B\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\nGrüße\n\"x\"\r\n"
                                .replace("B", boundary)
                        + "--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\nBytes äöü\r\n--" + boundary + "--\r\n");
    }

    @Test
    void lengthIsExact() throws IOException {
        MultipartForm form = MultipartForm.builder()
                .field("ü", "ß")
                .file("f", "n", "video/mp4", 3, () -> new ByteArrayInputStream(new byte[3]))
                .build();
        assertThat(form.length()).isEqualTo(read(form).getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void canBeReadAgainAndOpensAFileOnlyWhenItIsItsTurn() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        MultipartForm form = MultipartForm.builder()
                .field("first", "x".repeat(100))
                .file("f", "n", "video/mp4", 1, () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(new byte[1]);
                })
                .build();
        try (InputStream in = form.open()) {
            in.readNBytes(50);
            assertThat(opened).hasValue(0);
        }
        assertThat(read(form)).isEqualTo(read(form));
        assertThat(opened).hasValue(2);
    }

    @Test
    void fileThatCannotBeReadSaysSo() throws IOException {
        MultipartForm form = MultipartForm.builder()
                .file("f", "n", "video/mp4", 1, () -> {
                    throw new IOException("gone");
                })
                .build();
        try (InputStream in = form.open()) {
            assertThatThrownBy(in::readAllBytes).hasMessage("gone");
        }
    }
}
