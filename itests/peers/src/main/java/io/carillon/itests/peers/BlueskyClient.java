package io.carillon.itests.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Bluesky's own client library ({@code @atproto/api}) makes of a record: a second opinion beside our own tests. */
public final class BlueskyClient {

    private BlueskyClient() {}

    /**
     * Reads a post as an app would, to show it.
     *
     * @param record the value of a post's record
     * @return the pieces of its text
     * @throws IllegalStateException where the library does not accept it as a post
     */
    public static List<Segment> read(JsonNode record) {
        try (NodePeer client = NodePeer.start(
                "bluesky", "client.mjs", Workplace.file("bluesky-client.log"), Map.of("record", record))) {
            List<Segment> segments = new ArrayList<>();
            for (JsonNode segment : client.ready().path("segments")) {
                segments.add(new Segment(
                        segment.path("text").asText(),
                        segment.path("link").asText(),
                        segment.path("mention").asText(),
                        segment.path("tag").asText()));
            }
            return segments;
        }
    }

    /**
     * Holds answers against the schema that the library checks all answers against.
     *
     * @throws IllegalStateException where one is not what its method answers
     */
    public static void check(Answer... answers) {
        NodePeer.start("bluesky", "schema.mjs", Workplace.file("bluesky-schema.log"), Map.of("answers", answers))
                .close();
    }

    /** What a server said by a method, such as {@code app.bsky.feed.getPosts}. */
    public record Answer(String method, JsonNode answer) {}

    /** A piece of text, and where it leads: at most one of link, mention (a DID) and tag is not empty. */
    public record Segment(String text, String link, String mention, String tag) {

        /** A piece that leads nowhere. */
        public static Segment plain(String text) {
            return new Segment(text, "", "", "");
        }

        public static Segment link(String text, String address) {
            return new Segment(text, address, "", "");
        }

        public static Segment mention(String text, String did) {
            return new Segment(text, "", did, "");
        }

        public static Segment tag(String text, String tag) {
            return new Segment(text, "", "", tag);
        }
    }
}
