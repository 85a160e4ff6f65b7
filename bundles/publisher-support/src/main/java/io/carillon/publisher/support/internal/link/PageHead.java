package io.carillon.publisher.support.internal.link;

import io.carillon.publisher.support.link.LinkPreview;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The head of an HTML page, as far as it speaks to those who link to it. */
public final class PageHead {

    /** Heads are short; a page that says something only later is not worth the time. */
    private static final int MOST_BYTES = 512 << 10;

    private static final int LONGEST_TEXT = 1_000;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([a-z0-9._-]+)");

    private final Document page;

    private PageHead(Document page) {
        this.page = page;
    }

    /**
     * Reads a page.
     *
     * @param contentType as the server named it, with the character set if it did
     * @param address against which the address of its picture is resolved
     * @return empty if it has no title
     */
    public static Optional<LinkPreview> read(byte[] page, String contentType, URI address) {
        PageHead head = new PageHead(parse(page, contentType, address));
        return head.meta("og:title", "twitter:title")
                .or(head::title)
                .map(title -> new LinkPreview(
                        title,
                        head.meta("og:description", "twitter:description", "description")
                                .orElse(""),
                        head.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
                                .flatMap(image -> resolve(address, image))));
    }

    /** In the character set that the server names, else in that of the page itself, else in UTF-8. */
    private static Document parse(byte[] page, String contentType, URI address) {
        int length = Math.min(page.length, MOST_BYTES);
        try {
            return Jsoup.parse(new ByteArrayInputStream(page, 0, length), charset(contentType), address.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail", e);
        }
    }

    /** Null where none is named, or one that nobody knows. */
    private static String charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)).name() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** An address on the web that another one names; empty where it names none. */
    public static Optional<URI> resolve(URI from, String address) {
        try {
            URI to = from.resolve(address.strip().replace(" ", "%20"));
            boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
            return web && to.getHost() != null ? Optional.of(to) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the page says under the first of the names under which it says anything. */
    private Optional<String> meta(String... names) {
        return Stream.of(names)
                .flatMap(name -> page.select("meta[content]").stream()
                        .filter(meta -> name.equalsIgnoreCase(name(meta)))
                        .flatMap(meta -> text(meta.attr("content")).stream()))
                .findFirst();
    }

    /** The first that is not a picture's. */
    private Optional<String> title() {
        return page.select("title").stream()
                .filter(title -> title.closest("svg") == null)
                .flatMap(title -> text(title.text()).stream())
                .findFirst();
    }

    private static String name(Element meta) {
        return meta.hasAttr("property") ? meta.attr("property") : meta.attr("name");
    }

    private static Optional<String> text(String said) {
        String text = said.strip().replaceAll("\\s+", " ");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        boolean fits = text.codePointCount(0, text.length()) <= LONGEST_TEXT;
        return Optional.of(fits ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…");
    }
}
