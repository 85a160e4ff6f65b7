package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.MediaFile;
import io.carillon.publisher.bluesky.internal.RichText.Span;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/**
 * The JSON of posts.
 *
 * @see <a href="https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky">Lexicons of app.bsky</a>
 */
final class Records {

    static final String POSTS = "app.bsky.feed.post";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Records() {}

    /** A post of text alone; whatever else it has is set by the methods below. */
    static ObjectNode post(String text, ArrayNode facets, Instant createdAt) {
        ObjectNode post = typed(POSTS)
                .put("text", text)
                .put(
                        "createdAt",
                        new DateTimeFormatterBuilder()
                                .appendInstant(3)
                                .toFormatter()
                                .format(createdAt));
        if (!facets.isEmpty()) {
            post.set("facets", facets);
        }
        return post;
    }

    static ObjectNode facet(Span span, ObjectNode feature) {
        ObjectNode facet = JSON.objectNode();
        facet.putObject("index").put("byteStart", span.byteStart()).put("byteEnd", span.byteEnd());
        facet.putArray("features").add(feature);
        return facet;
    }

    static ObjectNode link(String address) {
        return typed("app.bsky.richtext.facet#link").put("uri", address);
    }

    static ObjectNode mention(String did) {
        return typed("app.bsky.richtext.facet#mention").put("did", did);
    }

    static ObjectNode tag(String tag) {
        return typed("app.bsky.richtext.facet#tag").put("tag", tag);
    }

    static ObjectNode picture(JsonNode blob, String alt, int width, int height) {
        ObjectNode picture = JSON.objectNode().put("alt", alt);
        picture.set("image", blob);
        picture.set("aspectRatio", ratio(width, height));
        return picture;
    }

    static ObjectNode pictures(ArrayNode pictures) {
        ObjectNode embed = typed("app.bsky.embed.images");
        embed.set("images", pictures);
        return embed;
    }

    /** A film, in the size that it is shown in where that is known. */
    static ObjectNode film(JsonNode blob, String alt, MediaFile file) {
        ObjectNode embed = typed("app.bsky.embed.video");
        embed.set("video", blob);
        if (!alt.isBlank()) {
            embed.put("alt", alt);
        }
        if (file.width().isPresent() && file.height().isPresent()) {
            embed.set(
                    "aspectRatio", ratio(file.width().getAsInt(), file.height().getAsInt()));
        }
        return embed;
    }

    private static ObjectNode ratio(int width, int height) {
        return JSON.objectNode().put("width", width).put("height", height);
    }

    static ObjectNode card(URI address, String title, String description, Optional<JsonNode> thumb) {
        ObjectNode embed = typed("app.bsky.embed.external");
        ObjectNode card = embed.putObject("external")
                .put("uri", address.toString())
                .put("title", title)
                .put("description", description);
        thumb.ifPresent(blob -> card.set("thumb", blob));
        return embed;
    }

    /** What a reply answers, each as the network's {@code {uri, cid}}. */
    static ObjectNode reply(ObjectNode root, ObjectNode parent) {
        ObjectNode reply = JSON.objectNode();
        reply.set("root", root);
        reply.set("parent", parent);
        return reply;
    }

    static ObjectNode reference(String uri, String cid) {
        return JSON.objectNode().put("uri", uri).put("cid", cid);
    }

    /** Stores a record under a key of ours unless there is another one under it. */
    static ObjectNode put(String did, String key, JsonNode record) {
        ObjectNode input = JSON.objectNode()
                .put("repo", did)
                .put("collection", POSTS)
                .put("rkey", key)
                .putNull("swapRecord");
        input.set("record", record);
        return input;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("$type", type);
    }
}
