package io.carillon.publisher.bluesky.internal;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The network's id of a post, {@code at://did/collection/key}. */
record PostUri(String did, String key) {

    static final String GET_RECORD = "com.atproto.repo.getRecord";

    private static final Pattern RULE =
            Pattern.compile("at://(did:[^/]+)/" + Pattern.quote(Records.POSTS) + "/([^/]+)");

    static boolean isOne(String uri) {
        return RULE.matcher(uri).matches();
    }

    /** @throws IllegalArgumentException if it is the id of something else */
    static PostUri parse(String uri) {
        Matcher matcher = RULE.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The id of a post is at://did/" + Records.POSTS + "/key; it was " + uri);
        }
        return new PostUri(matcher.group(1), matcher.group(2));
    }

    /** Of {@link #GET_RECORD}. */
    Map<String, String> parameters() {
        return Map.of("repo", did, "collection", Records.POSTS, "rkey", key);
    }

    /** By the permanent name rather than the handle, so that it outlives a change of the handle. */
    URI permalink(URI application) {
        return URI.create(application + "/profile/" + did + "/post/" + key);
    }

    @Override
    public String toString() {
        return "at://" + did + "/" + Records.POSTS + "/" + key;
    }
}
