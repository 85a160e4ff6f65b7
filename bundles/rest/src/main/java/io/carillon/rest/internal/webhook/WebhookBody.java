package io.carillon.rest.internal.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.carillon.api.service.Webhooks;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.problem.Violations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a person asks for; what is absent stays as it is, or is what is usual. */
public record WebhookBody(String url, String description, List<String> events, Boolean active) {

    private static final Map<String, JsonNode> USUAL = Map.of(
            "description", TextNode.valueOf(""),
            "events", JsonNodeFactory.instance.arrayNode(),
            "active", BooleanNode.TRUE);

    /**
     * Reads a patch (RFC 7396): null brings back what is usual.
     *
     * @throws JsonProcessingException if it does not fit
     */
    static WebhookBody ofPatch(JsonNode patch) throws JsonProcessingException {
        return Bodies.convert(MergePatch.usual(Bodies.object(patch), USUAL), WebhookBody.class);
    }

    Webhooks.Wish toWish() {
        if (events != null && events.stream().anyMatch(Objects::isNull)) {
            Violations violations = new Violations();
            violations.add("events", "type", "strings", "null", "events has names of events, such as post.changed.");
            violations.throwIfAny();
        }
        return new Webhooks.Wish(
                Optional.ofNullable(url),
                Optional.ofNullable(description),
                Optional.ofNullable(events),
                Optional.ofNullable(active));
    }
}
