package io.carillon.publisher.sandbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import io.carillon.publisher.sandbox.internal.Wall.Repeats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallServletTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private Wall wall;
    private WallServer server;

    @BeforeEach
    void start() throws Exception {
        wall = Wall.open(folder, Clock.systemUTC());
        server = new WallServer(wall);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        wall.close();
    }

    @Test
    void programsReadAllPostsOldestFirst() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            post("Post " + i);
        }
        JsonNode answer = json("posts");
        assertThat(answer.get("items")).hasSize(1_200);
        assertThat(answer.get("next").isNull()).isTrue();
        for (int i = 0; i < 1_200; i++) {
            assertThat(answer.get("items").get(i).get("text").asText()).isEqualTo("Post " + i);
        }
        assertThat(answer.get("items").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @Test
    void postTellsWhoWhatAndWhen() throws Exception {
        FakeAttachment png = FakeAttachment.png("A red dot");
        Picture picture = wall.pictures().keep(png.open(), "A red dot");
        Instant before = Instant.now();
        post("Grüße\n👋", picture);
        JsonNode item = json("posts").get("items").get(0);
        assertThat(item.get("account").asText()).isEqualTo("@red.door");
        assertThat(item.get("text").asText()).isEqualTo("Grüße\n👋");
        assertThat(Instant.parse(item.get("receivedAt").asText())).isBetween(before, Instant.now());
        assertThat(item.get("permalink").asText()).isEqualTo("https://example.org/sandbox/posts/p1");
        JsonNode media = item.get("media").get(0);
        assertThat(media.get("type").asText()).isEqualTo("image/png");
        assertThat(media.get("altText").asText()).isEqualTo("A red dot");

        String path = URI.create(media.get("url").asText()).getPath().substring("/sandbox/".length());
        HttpResponse<byte[]> file = http.send(request(path), BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(png.bytes());
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void postsCanBeReadPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            post("Post " + i);
        }
        JsonNode first = json("posts?limit=2");
        assertThat(first.get("items").findValuesAsText("text")).containsExactly("Post 0", "Post 1");
        JsonNode second = json("posts?limit=3&cursor=" + first.get("next").asText());
        assertThat(second.get("items").findValuesAsText("text")).containsExactly("Post 2", "Post 3", "Post 4");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void wrongLimitAndCursorAreNamed() throws Exception {
        for (String query : List.of("limit=0", "limit=many", "limit=10001", "cursor=p7")) {
            HttpResponse<String> answer = get("posts?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(JSON.readTree(answer.body()).at("/errors/0/field").asText())
                    .isEqualTo(query.replaceAll("=.*", ""));
        }
    }

    @Test
    void commentsAreShownUnderTheirPost() throws Exception {
        String id = post("Post").receipt().id();
        wall.accept(submission("First comment"), Optional.of(id), Repeats.SAME_KEY_ONCE);
        JsonNode items = json("posts").get("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0).get("replies").findValuesAsText("text")).containsExactly("First comment");
        assertThat(get("posts/" + id).body()).contains("First comment");
    }

    @Test
    void pageShowsNewestFirstAndThirtyAtATime() throws Exception {
        for (int i = 100; i < 170; i++) {
            post("Post " + i);
        }
        String newest = get("").body();
        assertThat(newest).contains("Post 169", "Post 140", "70 posts").doesNotContain("Post 139");
        assertThat(newest.indexOf("Post 169")).isLessThan(newest.indexOf("Post 168"));
        String older = get("?before=p41").body();
        assertThat(older).contains("Post 139", "Post 110").doesNotContain("Post 140", "Post 109");
        assertThat(newest).contains("?before=p41");
    }

    @Test
    void whatPeopleTypedNeverBecomesMarkup() throws Exception {
        String attack = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>&lt; https://e.org/\"onclick=\"x"
                + " javascript:alert(3) #<b>tag</b>";
        Picture picture = wall.pictures().keep(FakeAttachment.png("").open(), "\"><script>alert(4)</script>");
        wall.accept(
                new Submission(
                        "@<i>",
                        "<script>alert(5)</script>",
                        "a_1",
                        "d_1",
                        "k",
                        attack,
                        Optional.of(URI.create("javascript:alert(6)")),
                        List.of(picture),
                        Optional.empty()),
                Optional.empty(),
                Repeats.SHOWN_AGAIN);
        for (String path : List.of("", "posts/p1")) {
            String page = get(path).body();
            assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
            assertThat(page)
                    .doesNotContain("<script>alert", "<img src=x", "<b>tag", "<i>", "href=\"javascript:", "\"onclick");
            assertThat(page.split("<script", -1))
                    .as("only the page's own script")
                    .hasSize(2);
        }
    }

    @Test
    void browserIsToldToRunNothingElse() throws Exception {
        post("Post");
        for (String path : List.of("", "posts", "posts/p1", "wall.css", "wall.js", "icon.svg", "nothing")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .startsWith("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(get("").body()).doesNotContain("style=", "<style", " onclick", " onload");
    }

    @Test
    void fileOfUnknownTypeIsOnlyOfferedForDownload() throws Exception {
        byte[] bytes = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        Picture picture = wall.pictures().keep(new ByteArrayInputStream(bytes), "");
        HttpResponse<String> answer = get("media/" + picture.hash());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Disposition")).contains("attachment");
    }

    @Test
    void whatIsNotThereIsMissing() throws Exception {
        for (String path : List.of("posts/p1", "posts/%3Cb%3E", "media/abc", "media/..%2freceipts.jsonl", "nothing")) {
            assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
        }
        assertThat(get("posts/p1").body()).contains("There is no such post");
    }

    @Test
    void emptyWallSaysHowToFillIt() throws Exception {
        assertThat(get("").body()).contains("Nothing has been published here yet.", "0 posts");
        assertThat(json("posts").get("items")).isEmpty();
        assertThat(json("latest").get("id").isNull()).isTrue();
    }

    @Test
    void addressWithoutSlashLeadsToTheWall() throws Exception {
        HttpRequest bare =
                HttpRequest.newBuilder(server.address().resolve("/sandbox")).build();
        HttpResponse<String> answer = http.send(bare, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/sandbox/");
    }

    private Wall.Placed post(String text, Picture... media) throws IOException {
        return wall.accept(submission(text, media), Optional.empty(), Repeats.SAME_KEY_ONCE);
    }

    private static Submission submission(String text, Picture... media) {
        return new Submission(
                "@red.door", "Red Door", "a_1", "d_1", text, text, Optional.empty(), List.of(media), Optional.empty());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + "sandbox/" + path))
                .build();
    }
}
