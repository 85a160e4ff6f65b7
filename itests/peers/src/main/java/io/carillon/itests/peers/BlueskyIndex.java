package io.carillon.itests.peers;

import io.carillon.itests.support.Waiting;
import java.util.Map;

/**
 * Bluesky's own index (AppView) of one {@link BlueskyServer}: it hears what people post, like and answer there, and counts.
 * It takes 145 MB from npm, and so is for full rounds.
 */
public final class BlueskyIndex implements AutoCloseable {

    private static final String FOLDER = "bluesky-appview";

    private final NodePeer peer;

    private BlueskyIndex(NodePeer peer) {
        this.peer = peer;
    }

    /**
     * Starts it; skips the test that asked where this machine lacks a tool for that.
     *
     * @param postgres an empty database, as {@code postgres://user:password@host:port/name}
     */
    public static BlueskyIndex of(BlueskyServer server, String postgres) {
        return new BlueskyIndex(NodePeer.start(
                FOLDER,
                "appview.mjs",
                Workplace.file("bluesky-appview.log"),
                Map.of(
                        "port", Waiting.freePort(),
                        "dataPort", Waiting.freePort(),
                        "syncPort", Waiting.freePort(),
                        "plc", server.directoryUrl(),
                        "pds", server.url(),
                        "postgres", postgres)));
    }

    /** Where it answers, to anybody. */
    public String url() {
        return peer.ready().path("url").asText();
    }

    @Override
    public void close() {
        peer.close();
    }
}
