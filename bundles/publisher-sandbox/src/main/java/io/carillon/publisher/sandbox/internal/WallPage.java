package io.carillon.publisher.sandbox.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The wall as people read it: newest first, some posts at a time. */
final class WallPage {

    static final int POSTS = 30;

    private final Wall wall;

    WallPage(Wall wall) {
        this.wall = wall;
    }

    /** The newest posts before the one named. */
    String feed(Optional<String> before) throws IOException {
        List<Wall.Thread> found = new ArrayList<>(wall.before(before, POSTS + 1));
        Collections.reverse(found);
        boolean more = found.size() > POSTS;
        List<Wall.Thread> shown = more ? found.subList(0, POSTS) : found;
        int count = wall.postCount();
        StringBuilder body = new StringBuilder(
                "<section id=\"feed\" aria-label=\"Posts\"" + (before.isEmpty() ? " data-live" : "") + ">");
        if (shown.isEmpty()) {
            body.append(count == 0 ? EMPTY : "<p class=\"empty\">There is nothing older.</p>");
        }
        shown.forEach(thread -> body.append(PostHtml.article(thread)));
        body.append("</section><nav class=\"pages\" id=\"pages\" aria-label=\"Pages\">");
        before.ifPresent(id -> body.append("<a href=\"" + WallAddress.PATH + "\">Newest posts</a>"));
        if (more) {
            body.append("<a href=\"" + WallAddress.PATH + "?before="
                    + shown.get(shown.size() - 1).post().id() + "\">Older posts</a>");
        }
        return page("Sandbox", count(count), body.append("</nav>").toString());
    }

    /** One post on a page of its own. */
    Optional<String> post(String id) throws IOException {
        return wall.find(id)
                .filter(thread -> thread.post().parent().isEmpty())
                .map(thread -> page(
                        thread.post().content().name() + " on Sandbox",
                        "One post",
                        "<section aria-label=\"Post\">" + PostHtml.article(thread)
                                + "</section><nav class=\"pages\"><a href=\"" + WallAddress.PATH
                                + "\">All posts</a></nav>"));
    }

    String missing() {
        return page(
                "Not on the wall",
                "Nothing here",
                "<p class=\"empty\">There is no such post. It may have been on a wall before this one.</p>"
                        + "<nav class=\"pages\"><a href=\"" + WallAddress.PATH + "\">All posts</a></nav>");
    }

    private static final String EMPTY = """
            <div class="empty"><p class="first">Nothing has been published here yet.</p>
            <p>Connect a Sandbox account in Carillon, write a post and choose a minute: it appears here, once.</p></div>
            """;

    private static String count(int count) {
        return count == 1 ? "1 post" : String.format(Locale.ENGLISH, "%,d posts", count);
    }

    private static String page(String title, String subtitle, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s</title>
                <link rel="icon" href="%2$sicon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="%2$swall.css">
                <script type="module" src="%2$swall.js"></script>
                </head>
                <body>
                <header class="top"><a class="brand" href="%2$s"><span class="logo">%3$s</span>Sandbox</a>
                <span class="count" id="count">%4$s</span></header>
                <main>
                %5$s
                </main>
                <footer>The network that comes with Carillon. Nothing here leaves this server.</footer>
                </body>
                </html>
                """.formatted(
                        Html.escape(title), WallAddress.PATH, Asset.ICON.text().strip(), subtitle, body);
    }
}
