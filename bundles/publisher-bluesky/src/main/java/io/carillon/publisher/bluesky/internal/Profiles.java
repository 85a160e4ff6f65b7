package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Identity;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.Reply;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How accounts present themselves. */
final class Profiles {

    private final Xrpc xrpc;
    private final Handles handles;

    Profiles(Xrpc xrpc, Handles handles) {
        this.xrpc = xrpc;
        this.handles = handles;
    }

    /**
     * Somebody who was found out, with the name and the picture that they show.
     *
     * @param claimed the handle that their server says they have
     */
    Identity of(URI server, String did, String claimed, Grant grant, Instant deadline) {
        JsonNode profile = profile(server, did, deadline);
        String handle = handles.shown(did, claimed, deadline);
        return new Identity(
                did,
                handle,
                Optional.of(profile.path("displayName").asText().strip())
                        .filter(name -> !name.isEmpty())
                        .orElse(handle.replaceFirst("^@", "")),
                avatar(server, did, profile),
                Map.of(Session.SERVER, server.toString(), Session.DID, did),
                grant);
    }

    /** Name and picture are nice to have: an account without them is as good. */
    private JsonNode profile(URI server, String did, Instant deadline) {
        Answer answer = xrpc.query(
                server,
                "com.atproto.repo.getRecord",
                Map.of("repo", did, "collection", "app.bsky.actor.profile", "rkey", "self"),
                deadline);
        return answer instanceof Reply reply && reply.isSuccess()
                ? reply.json().path("value")
                : JsonNodeFactory.instance.objectNode();
    }

    private static Optional<URI> avatar(URI server, String did, JsonNode profile) {
        String cid = profile.at("/avatar/ref/$link").asText();
        return cid.matches("[a-z0-9]{10,100}")
                ? Optional.of(URI.create(server + "/xrpc/com.atproto.sync.getBlob?did=" + did + "&cid=" + cid))
                : Optional.empty();
    }
}
