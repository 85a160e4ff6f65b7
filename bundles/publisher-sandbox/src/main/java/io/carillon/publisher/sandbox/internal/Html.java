package io.carillon.publisher.sandbox.internal;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what others typed into HTML. */
final class Html {

    /** A web address, a hashtag or a mention; what ends a sentence does not belong to an address. */
    private static final Pattern SPECIAL = Pattern.compile(
            "https?://[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]]|(?<![\\p{L}\\p{N}_&/])[#@][\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.\\-]*");

    private Html() {}

    /** Safe as text and as a quoted attribute. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** A text as people read it: addresses can be followed, hashtags and mentions stand out. */
    static String prose(String text) {
        StringBuilder html = new StringBuilder();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            html.append(escape(text.substring(from, special.start()))).append(mark(special.group()));
            from = special.end();
        }
        return html.append(escape(text.substring(from))).toString();
    }

    /** A link that tells its target nothing. */
    static String link(String address, String cssClass, String content) {
        return "<a class=\"" + cssClass + "\" href=\"" + escape(address) + "\" rel=\"noopener noreferrer nofollow\">"
                + content + "</a>";
    }

    /** Whether a browser may be sent there. */
    static boolean isWeb(URI address) {
        return "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
    }

    private static String mark(String special) {
        if (special.charAt(0) == '#' || special.charAt(0) == '@') {
            String name = special.replaceAll("[.\\-]+$", "");
            String kind = special.charAt(0) == '#' ? "tag" : "mention";
            return "<span class=\"" + kind + "\">" + escape(name) + "</span>"
                    + escape(special.substring(name.length()));
        }
        return link(special, "url", escape(special.replaceFirst("^https?://(www\\.)?", "")));
    }
}
