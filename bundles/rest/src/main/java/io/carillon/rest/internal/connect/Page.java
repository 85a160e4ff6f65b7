package io.carillon.rest.internal.connect;

import io.carillon.rest.internal.body.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A page of ours: one document without anything from elsewhere. Its policy lets a browser apply its own style sheet and
 * send its forms to this server, and nothing else.
 *
 * @param location where to go instead; the body is empty then
 */
record Page(int status, Optional<String> location, String body) {

    /** The colours are those of the dashboard's look.css, which pages of this bundle cannot load. */
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #22201c; --soft: #6a655c; --paper: #f6f3ee; --card: #fffdfa;
              --line: #e2dbd0; --act: #a8450d; --act-ink: #ffffff; --warn: #855300; --warn-paper: #fdf0d3; }
            @media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --soft: #a8a296; --paper: #161513;
              --card: #1f1e1b; --line: #36332d; --act: #f0a070; --act-ink: #2a1204; --warn: #f0c368; --warn-paper: #362a10; } }
            * { box-sizing: border-box; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper);
              color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
            main { width: 100%; max-width: 32rem; background: var(--card); border: 1px solid var(--line);
              border-radius: .875rem; padding: 1.75rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .75rem; }
            p { margin: 0 0 1rem; } .soft { color: var(--soft); }
            .warn { background: var(--warn-paper); color: var(--warn); border-radius: .5rem; padding: .5rem .75rem; }
            fieldset { border: 0; margin: 0 0 1rem; padding: 0; } legend { padding: 0; margin-bottom: .5rem; }
            label { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; align-items: center;
              border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; margin-bottom: .5rem; cursor: pointer; }
            label small { grid-column: 2; color: var(--soft); } label .warn { grid-column: 2; }
            label strong { display: block; }
            input[type=checkbox] { width: 1.25rem; height: 1.25rem; accent-color: var(--act); }
            button, a.act { display: inline-block; min-height: 2.75rem; padding: .625rem 1.25rem; border: 0;
              border-radius: .5rem; background: var(--act); color: var(--act-ink); font: inherit; font-weight: 600;
              text-decoration: none; cursor: pointer; }
            :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
            """;

    /** The sheet is allowed by its hash, so no other can be smuggled in. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-"
            + Base64.getEncoder().encodeToString(Digests.sha256().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cache-Control", "no-store");

    static Page to(String address) {
        return new Page(303, Optional.of(address), "");
    }

    /** @param content HTML whose parts are escaped already */
    static Page of(int status, String title, String content) {
        return new Page(status, Optional.empty(), """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s – Carillon</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(text(title), STYLE, text(title), content));
    }

    /**
     * What happened, what to do, and the way back.
     *
     * @param advice may be empty
     * @param back an address of this server
     */
    static Page told(int status, String title, String happened, String advice, Optional<String> back) {
        return of(
                status,
                title,
                "<p>" + text(happened) + "</p>\n"
                        + (advice.isEmpty() ? "" : "<p class=\"soft\">" + text(advice) + "</p>\n")
                        + "<a class=\"act\" href=\"" + text(back.orElse("/")) + "\">Back to Carillon</a>");
    }

    /** Text as HTML, between tags and in quoted attributes alike. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
