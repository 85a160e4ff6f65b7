package io.carillon.publisher.support.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.publisher.support.http.NetworkClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkReaderTest {

    private final LinkReader reader = new LinkReader(NetworkClients.allowing("127.0.0.1"));
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(String path, int status, String header, String value, byte[] body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add(header, value);
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    private void redirect(String path, String to) {
        serve(path, 302, "Location", to, new byte[0]);
    }

    private Optional<LinkPreview> preview(String path) {
        return reader.preview(address(path), Instant.now().plusSeconds(10));
    }

    private LinkPreview page(String html) {
        serve("/page", 200, "Content-Type", "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
        return preview("/page").orElseThrow();
    }

    // ---- What a page says ---------------------------------------------------------------------

    @Test
    void openGraphCountsMoreThanPlainHtml() {
        assertThat(page("""
                <title>Plain</title><meta name="description" content="plain">
                <meta property="og:title" content="Title"><meta property="og:description" content="More">
                <meta property="og:image" content="/a b.png">""")).isEqualTo(new LinkPreview("Title", "More", Optional.of(address("/a%20b.png"))));
    }

    @Test
    void plainHtmlCountsWhereThereIsNothingElse() {
        assertThat(page("<TITLE lang=de>Nur\n  ein   Titel</TITLE><META NAME=description CONTENT=kurz>"))
                .isEqualTo(new LinkPreview("Nur ein Titel", "kurz", Optional.empty()));
    }

    @Test
    void orderAndQuotesOfAttributesDoNotMatter() {
        assertThat(page("<meta content='He said \"a > b\"' data-x=\"1\" property='og:title'/>")
                        .title())
                .isEqualTo("He said \"a > b\"");
    }

    @Test
    void characterReferencesAreReadAndUnknownOnesStay() {
        assertThat(page("<title>Gr&uuml;&#223;e &amp; K&#xFC;sse &mdash; &#x1F514; &nope;</title>")
                        .title())
                .isEqualTo("Grüße & Küsse — 🔔 &nope;");
    }

    @Test
    void titlesInScriptsPicturesAndCommentsAreNone() {
        assertThat(page("<!-- <title>a</title> --><script>'<title>b</title>'</script>"
                                + "<svg><title>c</title></svg><title>d</title>")
                        .title())
                .isEqualTo("d");
    }

    @Test
    void characterSetIsTheServersOrElseThePages() {
        Charset latin = StandardCharsets.ISO_8859_1;
        serve("/a", 200, "Content-Type", "text/html; charset=ISO-8859-1", "<title>Tür</title>".getBytes(latin));
        serve("/b", 200, "Content-Type", "text/html", "<meta charset=latin1><title>Tür</title>".getBytes(latin));
        assertThat(preview("/a").orElseThrow().title()).isEqualTo("Tür");
        assertThat(preview("/b").orElseThrow().title()).isEqualTo("Tür");
    }

    @Test
    void pageMadeToBeHardToReadIsReadAllTheSame() {
        assertThat(page("<title>t</title><meta " + "a ".repeat(200_000) + "x>").title())
                .isEqualTo("t");
        assertThat(page("<title>t</title>" + "<div>".repeat(90_000)).title()).isEqualTo("t");
    }

    @Test
    void endlessTitleIsCut() {
        assertThat(page("<title>" + "ä".repeat(5_000) + "</title>").title())
                .hasSize(1_000)
                .endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:image/png;base64,AA", "http://[", "file:///etc/passwd"})
    void pictureThatIsNotOnTheWebIsNone(String image) {
        assertThat(page("<title>t</title><meta property=og:image content='" + image + "'>")
                        .image())
                .isEmpty();
    }

    // ---- Getting there ------------------------------------------------------------------------

    @Test
    void redirectsAreFollowed() {
        serve("/end", 200, "Content-Type", "text/html", "<title>End</title>".getBytes(StandardCharsets.UTF_8));
        redirect("/start", "/middle");
        redirect("/middle", address("/end").toString());
        assertThat(preview("/start").orElseThrow().title()).isEqualTo("End");
    }

    @Test
    void circleOfRedirectsEnds() {
        redirect("/round", "/round");
        assertThat(preview("/round")).isEmpty();
    }

    @Test
    void redirectIntoOurOwnNetworkIsNotFollowed() throws IOException {
        LinkReader careful = new LinkReader(NetworkClients.allowing(address("/").getAuthority()));
        HttpServer inside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            inside.createContext("/", exchange -> {
                try (exchange) {
                    byte[] page = "<title>Inside</title>".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                }
            });
            inside.start();
            redirect("/trap", "http://127.0.0.1:" + inside.getAddress().getPort() + "/page");
            assertThat(preview("/trap").orElseThrow().title())
                    .as("where the whole host is allowed")
                    .isEqualTo("Inside");
            assertThat(careful.preview(address("/trap"), Instant.now().plusSeconds(10)))
                    .isEmpty();
        } finally {
            inside.stop(0);
        }
    }

    @Test
    void whatIsNoPageHasNoPreview() {
        serve("/film", 200, "Content-Type", "video/mp4", new byte[100]);
        serve("/gone", 404, "Content-Type", "text/html", "<title>Gone</title>".getBytes(StandardCharsets.UTF_8));
        serve("/mute", 200, "Content-Type", "text/html", "<p>no title".getBytes(StandardCharsets.UTF_8));
        assertThat(preview("/film")).isEmpty();
        assertThat(preview("/gone")).isEmpty();
        assertThat(preview("/mute")).isEmpty();
        assertThat(reader.preview(
                        URI.create("http://127.0.0.1:1/"), Instant.now().plusSeconds(10)))
                .isEmpty();
    }

    @Test
    void pictureIsReadWhereItIsOne() {
        serve("/a.png", 200, "Content-Type", "image/png", new byte[] {1, 2, 3});
        serve("/b.png", 200, "Content-Type", "text/html", new byte[] {1});
        Instant deadline = Instant.now().plusSeconds(10);
        assertThat(reader.image(address("/a.png"), deadline))
                .hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1, 2, 3));
        assertThat(reader.image(address("/b.png"), deadline)).isEmpty();
    }
}
