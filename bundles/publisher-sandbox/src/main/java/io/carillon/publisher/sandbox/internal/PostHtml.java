package io.carillon.publisher.sandbox.internal;

import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** One post as people see it. */
final class PostHtml {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** As many colours as wall.css has for avatars. */
    private static final int HUES = 10;

    private PostHtml() {}

    static String article(Wall.Thread thread) {
        StringBuilder html = new StringBuilder(
                "<article class=\"post\" id=\"" + thread.post().id() + "\">");
        html.append(entry(thread.post()));
        if (!thread.replies().isEmpty()) {
            html.append("<ol class=\"replies\">");
            thread.replies().forEach(reply -> html.append("<li id=\"" + reply.id() + "\">")
                    .append(entry(reply))
                    .append("</li>"));
            html.append("</ol>");
        }
        return html.append("</article>\n").toString();
    }

    private static String entry(Receipt receipt) {
        Receipt.Submission content = receipt.content();
        StringBuilder html = new StringBuilder("<div class=\"entry\">");
        html.append(
                "<span class=\"avatar hue-" + Math.floorMod(content.account().hashCode(), HUES)
                        + "\" aria-hidden=\"true\">" + Html.escape(initials(content.name())) + "</span>");
        html.append("<div class=\"said\"><header><b class=\"name\"><bdi>" + Html.escape(content.name()) + "</bdi></b> "
                + "<span class=\"handle\">" + Html.escape(content.account()) + "</span> ");
        content.mood().ifPresent(mood -> html.append("<span class=\"mood\">feels " + Html.escape(mood) + "</span> "));
        html.append(time(receipt)).append("</header>");
        if (!content.text().isEmpty()) {
            html.append("<p class=\"text\" dir=\"auto\">" + Html.prose(content.text()) + "</p>");
        }
        html.append(media(content.media()));
        content.link().filter(Html::isWeb).ifPresent(link -> html.append(card(link)));
        return html.append("</div></div>").toString();
    }

    private static String time(Receipt receipt) {
        Instant at = receipt.receivedAt();
        String of = receipt.parent().orElse(receipt.id());
        String anchor = receipt.parent().isPresent() ? "#" + receipt.id() : "";
        return "<a class=\"when\" href=\"" + WallAddress.PATH + "posts/" + of + anchor + "\"><time datetime=\"" + at
                + "\">" + TIME.format(at) + "</time></a>";
    }

    private static String media(List<Picture> media) {
        if (media.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<div class=\"media of-" + (media.size() > 4 ? "many" : media.size()) + "\">");
        for (Picture picture : media) {
            html.append("<figure>").append(shown(picture));
            if (!picture.altText().isBlank()) {
                html.append("<details class=\"alt\"><summary aria-label=\"Description\">ALT</summary><p>"
                        + Html.escape(picture.altText()) + "</p></details>");
            }
            html.append("</figure>");
        }
        return html.append("</div>").toString();
    }

    private static String shown(Picture picture) {
        String address = WallAddress.PATH + "media/" + picture.hash();
        if (picture.type().startsWith("image/")) {
            return "<img src=\"" + address + "\" alt=\"" + Html.escape(picture.altText()) + "\" loading=\"lazy\">";
        }
        return picture.type().startsWith("video/")
                ? "<video src=\"" + address + "\" controls preload=\"metadata\" aria-label=\""
                        + Html.escape(picture.altText()) + "\"></video>"
                : "<a class=\"file\" href=\"" + address + "\" download>A file that cannot be shown</a>";
    }

    private static String card(URI link) {
        String host = link.getHost() == null ? link.getScheme() : link.getHost().replaceFirst("^www\\.", "");
        return Html.link(
                link.toString(),
                "card",
                "<span class=\"host\">" + Html.escape(host) + "</span><span class=\"address\">"
                        + Html.escape(link.toString()) + "</span>");
    }

    /** The first letters of the first and the last word. */
    private static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstLetter(words[0]);
        return words.length == 1 ? first : first + firstLetter(words[words.length - 1]);
    }

    private static String firstLetter(String word) {
        String letters = word.replaceAll("^[^\\p{L}\\p{N}]+", "");
        return letters.isEmpty()
                ? "?"
                : letters.substring(0, letters.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
