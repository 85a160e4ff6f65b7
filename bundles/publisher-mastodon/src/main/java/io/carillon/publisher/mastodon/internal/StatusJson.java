package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Message;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Statuses on the wire. */
final class StatusJson {

    private StatusJson() {}

    /**
     * What is sent: the text and files of the message, and how it is shown.
     *
     * @param files ids of uploads, in order
     */
    static ObjectNode of(Account account, Message message, List<String> files, Optional<String> inReplyTo) {
        ObjectNode json = edit(account, message, files);
        json.put("visibility", Chosen.of(account, message.options()).visibility());
        inReplyTo.ifPresent(id -> json.put("in_reply_to_id", id));
        return json;
    }

    /** As {@link #of}, without what can never be changed. All is sent, since what is left out would be removed. */
    static ObjectNode edit(Account account, Message message, List<String> files) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", StatusText.of(message));
        Chosen chosen = Chosen.of(account, message.options());
        if (!chosen.warning().isEmpty()) {
            json.put("spoiler_text", chosen.warning());
        }
        chosen.sensitive().ifPresent(sensitive -> json.put("sensitive", sensitive));
        chosen.language().ifPresent(language -> json.put("language", language));
        if (!files.isEmpty()) {
            ArrayNode ids = json.putArray("media_ids");
            files.forEach(ids::add);
        }
        return json;
    }

    /** Reads a status; its id is all that every server tells. */
    static Publication publication(JsonNode status, Instant otherwise) {
        String id = status.path("id").asText();
        if (id.isEmpty() || id.length() > Publication.MAX_REMOTE_ID) {
            throw new UnexpectedAnswerException("The server's answer is no status: it has no id.");
        }
        return new Publication(id, permalink(status), createdAt(status).orElse(otherwise));
    }

    static Publication publication(Reply reply) {
        return publication(reply.json(), reply.sentAt());
    }

    private static Optional<URI> permalink(JsonNode status) {
        for (String name : List.of("url", "uri")) {
            String address = status.path(name).asText();
            if (address.matches("https?://[!-~]{1,1900}")) {
                return Optional.of(URI.create(address));
            }
        }
        return Optional.empty();
    }

    static Optional<Instant> createdAt(JsonNode status) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(status.path("created_at").asText()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
