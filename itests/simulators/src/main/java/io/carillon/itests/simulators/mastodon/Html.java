package io.carillon.itests.simulators.mastodon;

import java.util.regex.Pattern;

/** What the server makes of a plain text. */
final class Html {

    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\"'.,;:!?)]");
    private static final Pattern TAG = Pattern.compile("(?<![\\w/&])#(\\w+)", Pattern.UNICODE_CHARACTER_CLASS);

    /** Of people on other servers, who are shown without their server. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w/])@(\\w+)@([\\w.-]+\\w)");

    private Html() {}

    static String of(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String escaped = text.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        String linked = URL.matcher(escaped)
                .replaceAll(match -> "<a href=\"" + java.util.regex.Matcher.quoteReplacement(match.group())
                        + "\" rel=\"nofollow noopener\" target=\"_blank\">"
                        + java.util.regex.Matcher.quoteReplacement(match.group()) + "</a>");
        String tagged = TAG.matcher(linked)
                .replaceAll("<a href=\"/tags/$1\" class=\"mention hashtag\" rel=\"tag\">#<span>$1</span></a>");
        String mentioned = MENTION.matcher(tagged)
                .replaceAll(
                        "<span class=\"h-card\" translate=\"no\"><a href=\"https://$2/@$1\" class=\"u-url mention\">@<span>$1</span></a></span>");
        return "<p>" + mentioned.replaceAll("\n\n+", "</p><p>").replace("\n", "<br />") + "</p>";
    }
}
