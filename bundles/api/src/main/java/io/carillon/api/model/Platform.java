package io.carillon.api.model;

import java.util.regex.Pattern;

/**
 * A network, by its short name. The set is open: every installed publisher adds one.
 *
 * @param id 1 to 32 lower-case letters, digits and {@code -}, starting with a letter
 */
public record Platform(String id) implements Comparable<Platform> {

    // Before the constants: they are made in this order, and each is checked by it.
    private static final Pattern RULE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public static final Platform BLUESKY = new Platform("bluesky");
    public static final Platform FACEBOOK = new Platform("facebook");
    public static final Platform INSTAGRAM = new Platform("instagram");
    public static final Platform LINKEDIN = new Platform("linkedin");
    public static final Platform MASTODON = new Platform("mastodon");
    public static final Platform SANDBOX = new Platform("sandbox");
    public static final Platform THREADS = new Platform("threads");
    public static final Platform X = new Platform("x");
    public static final Platform YOUTUBE = new Platform("youtube");

    /** @throws IllegalArgumentException if the id breaks the rule above */
    public Platform {
        if (id == null || !RULE.matcher(id).matches()) {
            throw new IllegalArgumentException("A platform is 1 to 32 lower-case letters, digits and '-', starting with"
                    + " a letter; it was '" + id + "'");
        }
    }

    @Override
    public int compareTo(Platform other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
