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
import java.util.Map;
import java.util.Optional;

/** Statuses on the wire. */
final class StatusJson {

    private StatusJson() {}

    /**
     * What is sent: the text and files of the message, and what the account's settings say of every post.
     *
     * @param files ids of uploads, in order
     */
    static ObjectNode of(Account account, Message message, List<String> files, Optional<String> inReplyTo) {
        Map<String, String> settings = account.settings();
        ObjectNode json = edit(account, message, files);
        json.put("visibility", settings.getOrDefault(MastodonProfile.VISIBILITY, "public"));
        inReplyTo.ifPresent(id -> json.put("in_reply_to_id", id));
        return json;
    }

    /** As {@link #of}, without what can never be changed. All is sent, since what is left out would be removed. */
    static ObjectNode edit(Account account, Message message, List<String> files) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", StatusText.of(message));
        String warning = warning(account);
        if (!warning.isEmpty()) {
            json.put("spoiler_text", warning).put("sensitive", true);
        }
        Optional.ofNullable(account.settings().get(MastodonProfile.LANGUAGE))
                .ifPresent(language -> json.put("language", language));
        if (!files.isEmpty()) {
            ArrayNode ids = json.putArray("media_ids");
            files.forEach(ids::add);
        }
        return json;
    }

    static String warning(Account account) {
        return account.settings().getOrDefault(MastodonProfile.CONTENT_WARNING, "");
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
