package io.carillon.accounts.internal.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** What others say, fit to be shown: one short line without secrets. */
public final class Plain {

    private static final int MAX = 300;
    private static final int SHORTEST_SECRET = 4;

    private Plain() {}

    public static String of(String said, Collection<String> secrets) {
        String safe = said;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                safe = safe.replace(secret, "***").replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "***");
            }
        }
        String line = safe.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX ? line.substring(0, MAX) + "…" : line;
    }
}
