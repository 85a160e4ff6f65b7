package io.carillon.dashboard.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What browsers let the page do (Content Security Policy, level 3): load from this server and talk to it, nothing else. The
 * one script inside the page is its import map, which is allowed by its hash. Pictures of accounts may come from networks;
 * icons of plugins are drawn as pictures, so that no script in one can run.
 */
final class PagePolicy {

    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private PagePolicy() {}

    static String of(String page) {
        Matcher map = IMPORT_MAP.matcher(page);
        if (!map.find()) {
            throw new IllegalStateException("The page has no import map");
        }
        return "default-src 'none'; script-src 'self' 'sha256-"
                + Hashes.base64(map.group(1).getBytes(StandardCharsets.UTF_8))
                + "'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self';"
                + " base-uri 'none'; frame-ancestors 'none'";
    }
}
