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

    Profiles(Xrpc xrpc) {
        this.xrpc = xrpc;
    }

    /** Somebody who was found out, with the name and the picture that they show. */
    Identity of(URI server, String did, String handle, Grant grant, Instant deadline) {
        JsonNode profile = profile(server, did, deadline);
        return new Identity(
                did,
                "@" + handle,
                Optional.of(profile.path("displayName").asText().strip())
                        .filter(name -> !name.isEmpty())
                        .orElse(handle),
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
