package io.carillon.publisher.sandbox.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.publisher.sandbox.internal.Receipt.Picture;
import io.carillon.publisher.sandbox.internal.Receipt.Submission;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a receipt is written: one JSON object on one line of the log. */
final class ReceiptJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReceiptJson() {}

    /** The line without its end. */
    static byte[] write(Receipt receipt) throws IOException {
        Submission content = receipt.content();
        ObjectNode node = JSON.createObjectNode();
        node.put("id", receipt.id());
        receipt.parent().ifPresent(parent -> node.put("parent", parent));
        node.put("account", content.account());
        node.put("name", content.name());
        node.put("accountId", content.accountId());
        node.put("delivery", content.delivery());
        node.put("key", content.key());
        node.put("text", content.text());
        content.link().ifPresent(link -> node.put("link", link.toString()));
        for (Picture picture : content.media()) {
            node.withArray("media")
                    .addObject()
                    .put("hash", picture.hash())
                    .put("type", picture.type())
                    .put("altText", picture.altText());
        }
        content.mood().ifPresent(mood -> node.put("mood", mood));
        node.put("receivedAt", receipt.receivedAt().toString());
        return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if the line is no receipt */
    static Receipt read(byte[] line) throws IOException {
        JsonNode node = JSON.readTree(line);
        List<Picture> media = new ArrayList<>();
        for (JsonNode picture : node.path("media")) {
            media.add(new Picture(need(picture, "hash"), need(picture, "type"), need(picture, "altText")));
        }
        Submission content = new Submission(
                need(node, "account"),
                need(node, "name"),
                need(node, "accountId"),
                need(node, "delivery"),
                need(node, "key"),
                need(node, "text"),
                optional(node, "link").map(URI::create),
                media,
                optional(node, "mood"));
        try {
            return new Receipt(
                    need(node, "id"), optional(node, "parent"), content, Instant.parse(need(node, "receivedAt")));
        } catch (DateTimeException e) {
            throw new IOException("receivedAt is no instant", e);
        }
    }

    private static String need(JsonNode node, String field) throws IOException {
        return optional(node, field).orElseThrow(() -> new IOException("the field " + field + " is missing"));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
    }
}
