package io.carillon.rest.internal.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.rest.internal.fake.FakeMedia;
import io.carillon.rest.internal.fake.Server;
import io.carillon.rest.internal.fake.Server.Answer;
import io.carillon.rest.internal.fake.Server.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Server server;
    private Client client;

    @BeforeEach
    void start() {
        server = new Server(folder);
        client = server.client();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] part(String field, String name, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = "--b0undary\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: text/html\r\n\r\n";
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] body(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(parts).forEach(out::writeBytes);
        out.writeBytes("--b0undary--\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static Answer upload(Client client, BodyPublisher body) {
        return client.send("POST", "media", body, Optional.of("multipart/form-data; boundary=b0undary"));
    }

    private static Answer upload(Client client, byte[] body) {
        return upload(client, BodyPublishers.ofByteArray(body));
    }

    private Answer uploaded() {
        Answer answer = upload(client, body(part("file", "C:\\pictures\\döor.png", CONTENT)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    @Test
    void fileIsStoredAndDescribed() {
        Answer answer = uploaded();

        assertThat(answer.header("Location")).endsWith("/api/v1/media/m_1");
        assertThat(answer.at("/name")).isEqualTo("döor.png");
        assertThat(answer.at("/type")).isEqualTo("image/png");
        assertThat(answer.at("/bytes")).isEqualTo("10");
        assertThat(answer.at("/width")).isEqualTo("4");
        assertThat(answer.json().get("durationMs").isNull()).isTrue();
        assertThat(answer.at("/url")).isEqualTo("/api/v1/media/m_1/content");
        assertThat(answer.at("/thumbnailUrl")).isEqualTo("/api/v1/media/m_1/thumbnail");
        assertThat(client.get("media").json().get("items")).hasSize(1);
        assertThat(client.json("PATCH", "media/m_1", "{\"altText\": \"A red door\"}")
                        .at("/altText"))
                .isEqualTo("A red door");
        assertThat(client.get("media/m_1").at("/altText")).isEqualTo("A red door");
    }

    @Test
    void usedFileStays() {
        uploaded();
        client.json("PATCH", "media/m_1", "{\"altText\": \"in use\"}");
        assertThat(client.delete("media/m_1").status()).isEqualTo(409);
        client.json("PATCH", "media/m_1", "{\"altText\": null}");
        assertThat(client.delete("media/m_1").status()).isEqualTo(204);
        assertThat(client.get("media/m_1").status()).isEqualTo(404);
    }

    @Test
    void contentIsServedWholeAndHarmless() {
        uploaded();
        Answer answer = client.get("media/m_1/content");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(CONTENT);
        assertThat(answer.header("Content-Type")).isEqualTo("image/png");
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("inline; filename=\"d_or.png\"; filename*=UTF-8''d%C3%B6or.png");
        assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
        assertThat(answer.header("Cache-Control")).contains("private");
        assertThat(client.get("media/m_1/thumbnail").header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(server.nobody().get("media/m_1/content").status()).isEqualTo(401);
        assertThat(client.with("If-None-Match", answer.header("ETag"))
                        .get("media/m_1/content")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void whatIsNoPictureIsSaved() {
        upload(client, body(part("file", "a.txt", CONTENT)));

        assertThat(client.get("media/m_1/content").header("Content-Disposition"))
                .startsWith("attachment");
        assertThat(client.get("media/m_1").json().get("thumbnailUrl").isNull()).isTrue();
    }

    @Test
    void partsAreServed() {
        uploaded();

        Answer middle = client.with("Range", "bytes=2-4").get("media/m_1/content");
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.text()).isEqualTo("234");
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(client.with("Range", "bytes=8-").get("media/m_1/content").text())
                .isEqualTo("89");
        assertThat(client.with("Range", "bytes=-3").get("media/m_1/content").text())
                .isEqualTo("789");
        assertThat(client.with("Range", "bytes=5-99").get("media/m_1/content").text())
                .isEqualTo("56789");
        Answer beyond = client.with("Range", "bytes=10-").get("media/m_1/content");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(client.with("Range", "bytes=0-1,3-4")
                        .get("media/m_1/content")
                        .status())
                .isEqualTo(200);
        assertThat(client.with("Range", "pages=1-2").get("media/m_1/content").status())
                .isEqualTo(200);
        assertThat(client.with("Range", "bytes=2-4")
                        .with("If-Range", "\"other\"")
                        .get("media/m_1/content")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void announcedExcessIsRefusedWithLimitAndActual() {
        Answer answer = upload(client, body(part("file", "a.png", new byte[(int) FakeMedia.MAX_BYTES + 70_000])));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/errors/0/limit")).isEqualTo("300000");
        assertThat(Long.parseLong(answer.at("/errors/0/actual"))).isGreaterThan(370_000);
    }

    @Test
    void excessIsRefusedAtTheByteThatIsTooMuch() throws IOException {
        byte[] large = body(part("file", "a.png", new byte[(int) FakeMedia.MAX_BYTES + 1]));
        Answer answer = upload(client, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(413);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
        byte[] largest = body(part("file", "a.png", new byte[(int) FakeMedia.MAX_BYTES]));
        assertThat(upload(client, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(largest)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void wrongFormsAreTold() {
        assertThat(upload(client, body(part("picture", "a.png", CONTENT))).at("/errors/0/actual"))
                .isEqualTo("picture");
        assertThat(upload(client, body()).status()).isIn(400, 422);
        Answer two = upload(client, body(part("file", "a.png", CONTENT), part("file", "b.png", CONTENT)));
        assertThat(two.status()).isEqualTo(422);
        assertThat(client.get("media").json().get("items")).isEmpty();
        byte[] whole = body(part("file", "a.png", CONTENT));
        byte[] broken = java.util.Arrays.copyOf(whole, whole.length - 25);
        assertThat(upload(client, broken).at("/code")).isEqualTo("body-incomplete");
        assertThat(client.get("media").json().get("items")).isEmpty();
        assertThat(client.post("media", "{}").status()).isEqualTo(415);
    }

    @Test
    void partThatIsMultipartItselfWithoutABoundaryIsTold() {
        String nested = "--b0undary\r\nContent-Disposition: form-data; name=\"file\"\r\n"
                + "Content-Type: multipart/mixed\r\n\r\na\r\n--b0undary--\r\n";

        Answer answer = upload(client, nested.getBytes(StandardCharsets.US_ASCII));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("/code")).isEqualTo("body-incomplete");
    }

    @Test
    void nameThatIsNoTextKeepsNoFileOut() {
        Answer answer = upload(client, body(part("file", "a\0b.png", CONTENT)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        Answer again = upload(client.with("Idempotency-Key", "upload-1"), body(part("file", "a\0b.png", CONTENT)));
        assertThat(again.status()).as(again.text()).isEqualTo(201);
    }

    @Test
    void fullStorageIsToldWithoutItsReason() {
        server.media.full = true;

        Answer answer = upload(client, body(part("file", "a.png", CONTENT)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).doesNotContain("device");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void repeatedUploadIsAnsweredTheSameEvenWithAnotherBoundary() {
        Client once = client.with("Idempotency-Key", "upload-1");
        Answer first = upload(once, body(part("file", "a.png", CONTENT)));
        String other =
                new String(body(part("file", "a.png", CONTENT)), StandardCharsets.UTF_8).replace("b0undary", "an0ther");
        Answer again = once.send(
                "POST", "media", BodyPublishers.ofString(other), Optional.of("multipart/form-data; boundary=an0ther"));

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(client.get("media").json().get("items")).hasSize(1);
        assertThat(upload(once, body(part("file", "a.png", "other".getBytes(StandardCharsets.US_ASCII))))
                        .status())
                .isEqualTo(422);
    }
}
