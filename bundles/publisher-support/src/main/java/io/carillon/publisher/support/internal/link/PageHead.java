package io.carillon.publisher.support.internal.link;

import io.carillon.publisher.support.link.LinkPreview;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of an HTML page, as far as it speaks to those who link to it. It is looked through, not parsed. */
public final class PageHead {

    /** Heads are short; a page that says something only later is not worth the time. */
    private static final int MOST_BYTES = 512 << 10;

    private static final int LONGEST_TEXT = 1_000;

    private static final Pattern COMMENT_OR_SCRIPT =
            Pattern.compile("(?is)<!--.*?-->|<(script|style|svg)\\b.*?</\\1\\s*>");
    private static final Pattern META = Pattern.compile("(?is)<meta\\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?is)([a-z:-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
    private static final Pattern TITLE = Pattern.compile("(?is)<title\\b[^>]*>(.*?)</title");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([a-z0-9._-]+)");

    private final Map<String, String> said = new HashMap<>();

    private PageHead(String html) {
        String head = COMMENT_OR_SCRIPT.matcher(html).replaceAll(" ");
        for (Matcher meta = META.matcher(head); meta.find(); ) {
            Map<String, String> attributes = attributes(meta.group(1));
            String name = attributes.getOrDefault("property", attributes.getOrDefault("name", ""));
            String content =
                    Entities.decode(attributes.getOrDefault("content", "")).strip();
            if (!content.isEmpty()) {
                said.putIfAbsent(name.toLowerCase(Locale.ROOT), content);
            }
        }
        Matcher title = TITLE.matcher(head);
        if (title.find()) {
            said.put("title", Entities.decode(title.group(1)).strip());
        }
    }

    /**
     * Reads a page.
     *
     * @param contentType as the server named it, with the character set if it did
     * @param address against which the address of its picture is resolved
     * @return empty if it has no title
     */
    public static Optional<LinkPreview> read(byte[] page, String contentType, URI address) {
        int length = Math.min(page.length, MOST_BYTES);
        PageHead head = new PageHead(new String(page, 0, length, charset(page, contentType)));
        return head.first("og:title", "twitter:title", "title")
                .map(title -> new LinkPreview(
                        title,
                        head.first("og:description", "twitter:description", "description")
                                .orElse(""),
                        head.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
                                .flatMap(image -> resolve(address, image))));
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

    private Optional<String> first(String... names) {
        for (String name : names) {
            String text = said.getOrDefault(name, "").replaceAll("\\s+", " ");
            if (!text.isBlank()) {
                return Optional.of(
                        text.codePointCount(0, text.length()) <= LONGEST_TEXT
                                ? text
                                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…");
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new HashMap<>();
        for (Matcher matcher = ATTRIBUTE.matcher(tag); matcher.find(); ) {
            String value = Optional.ofNullable(matcher.group(2))
                    .or(() -> Optional.ofNullable(matcher.group(3)))
                    .orElseGet(() -> matcher.group(4));
            attributes.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), value);
        }
        return attributes;
    }

    /** What the server says, else what the page says in its first lines, else UTF-8. */
    private static Charset charset(byte[] page, String contentType) {
        String start = new String(page, 0, Math.min(page.length, 2_048), StandardCharsets.ISO_8859_1);
        return named(contentType).or(() -> named(start)).orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> named(String text) {
        Matcher matcher = CHARSET.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
