package io.carillon.persistence.internal.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Step;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads what {@link PostDocument} writes, skipping what it doesn't know. */
public final class PostReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode root;

    private PostReader(JsonNode root) {
        this.root = root;
    }

    static PostReader of(String json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("v").asInt(PostDocument.VERSION);
            if (version > PostDocument.VERSION) {
                throw new IllegalStateException("A stored post has the form " + version
                        + ", of a newer Carillon; this one reads up to " + PostDocument.VERSION);
            }
            return new PostReader(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored post can't be read", e);
        }
    }

    /** What a step says; {@code make} puts the step together. */
    public static Step step(String json, BiFunction<ThreadPart, Options, Step> make) {
        JsonNode root = of(json).root;
        return make.apply(part(root), options(root));
    }

    private static ThreadPart part(JsonNode node) {
        return new ThreadPart(text(node, "text").orElse(""), media(node).orElse(List.of()));
    }

    /** The revision since which it says this, where that was written down. */
    Optional<Long> saidSince() {
        return Optional.ofNullable(root.get("since")).map(JsonNode::asLong);
    }

    List<AccountId> accounts() {
        return items(root, "accounts", node -> new AccountId(node.asText())).orElse(List.of());
    }

    /** Accounts that are gone are left out. */
    Post post(Map<AccountId, Account> known, Optional<Schedule> schedule) {
        return new Post(
                new Content(
                        text(root, "caption").orElse(""),
                        hashtags(root).orElse(List.of()),
                        media(root).orElse(List.of()),
                        link(root),
                        text(root, "firstComment"),
                        thread(root).orElse(List.of())),
                items(root, "variations", PostReader::variation).orElse(List.of()),
                new LinkedHashSet<>(items(root, "labels", JsonNode::asText).orElse(List.of())),
                accounts().stream().map(known::get).filter(Objects::nonNull).toList(),
                schedule);
    }

    private static Variation variation(JsonNode node) {
        return new Variation(
                text(node, "platform").map(Platform::new),
                text(node, "account").map(AccountId::new),
                text(node, "caption"),
                hashtags(node),
                media(node),
                link(node),
                text(node, "firstComment"),
                thread(node),
                options(node));
    }

    private static Options options(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Boolean> flags = new HashMap<>();
        node.path("options").properties().forEach(option -> {
            if (option.getValue().isBoolean()) {
                flags.put(option.getKey(), option.getValue().asBoolean());
            } else {
                texts.put(option.getKey(), option.getValue().asText());
            }
        });
        return new Options(texts, flags);
    }

    private static Optional<List<Hashtag>> hashtags(JsonNode node) {
        return items(node, "hashtags", tag -> new Hashtag(tag.asText()));
    }

    private static Optional<List<MediaRef>> media(JsonNode node) {
        return items(
                node,
                "media",
                item -> new MediaRef(
                        text(item, "id").map(MediaId::new),
                        text(item, "url").map(URI::create),
                        text(item, "alt").orElse("")));
    }

    private static Optional<List<ThreadPart>> thread(JsonNode node) {
        return items(node, "thread", PostReader::part);
    }

    private static Optional<URI> link(JsonNode node) {
        return text(node, "link").map(URI::create);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }

    private static <T> Optional<List<T>> items(JsonNode node, String name, Function<JsonNode, T> mapping) {
        JsonNode list = node.get(name);
        if (list == null || list.isNull()) {
            return Optional.empty();
        }
        List<T> items = new ArrayList<>();
        list.forEach(item -> items.add(mapping.apply(item)));
        return Optional.of(items);
    }
}
