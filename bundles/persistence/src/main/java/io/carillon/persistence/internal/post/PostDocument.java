package io.carillon.persistence.internal.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Post;
import io.carillon.api.model.Step;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;

/**
 * What a person composed, as it is stored: the JSON in {@code post.content}.
 *
 * <pre>{@code
 * {
 *   "v": 1,
 *   "since": 3,
 *   "caption": "Launching something new today.",
 *   "hashtags": ["#launch"],
 *   "media": [{"id": "m_1", "alt": "A red door"}, {"url": "https://example.com/door.jpg"}],
 *   "link": "https://example.com/launch",
 *   "firstComment": "More at the link",
 *   "thread": [{"text": "Part two", "media": []}],
 *   "variations": [{"platform": "x", "caption": "Launching today."}, {"account": "a_2", "hashtags": []},
 *     {"platform": "mastodon", "options": {"contentWarning": "Heights", "sensitive": true}}],
 *   "labels": ["spring"],
 *   "accounts": ["a_1", "a_2"]
 * }
 * }</pre>
 *
 * <p>{@code since} is the revision since which it says this; an older server leaves it out with every change, which means
 * the revision that it made. What is empty or absent is left out; in a variation, what is left out is taken from the post, and what is empty is
 * empty. Readers skip members that they don't know, so that a later version may add some: it raises {@code v} only when
 * what is already there changes its meaning.
 */
public final class PostDocument {

    static final int VERSION = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PostDocument() {}

    /** @param saidSince the revision since which the post says what it says */
    static String write(Post post, long saidSince) {
        ObjectNode root = MAPPER.createObjectNode().put("v", VERSION).put("since", saidSince);
        Content content = post.content();
        root.put("caption", content.caption());
        if (!content.hashtags().isEmpty()) {
            hashtags(root, content.hashtags());
        }
        if (!content.media().isEmpty()) {
            media(root, content.media());
        }
        content.link().map(URI::toString).ifPresent(link -> root.put("link", link));
        content.firstComment().ifPresent(comment -> root.put("firstComment", comment));
        if (!content.thread().isEmpty()) {
            thread(root, content.thread());
        }
        if (!post.variations().isEmpty()) {
            ArrayNode list = root.putArray("variations");
            post.variations().forEach(variation -> variation(list.addObject(), variation));
        }
        if (!post.labels().isEmpty()) {
            ArrayNode list = root.putArray("labels");
            post.labels().stream().sorted().forEach(list::add);
        }
        ArrayNode accounts = root.putArray("accounts");
        post.accounts().stream().map(Account::id).map(AccountId::value).forEach(accounts::add);
        return written(root);
    }

    private static String written(ObjectNode root) {
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A post can't be written as JSON", e);
        }
    }

    /** What a step says, by itself. */
    public static String write(Step step) {
        ObjectNode root = MAPPER.createObjectNode()
                .put("v", VERSION)
                .put("text", step.content().text());
        media(root, step.content().media());
        options(root, step.options());
        return written(root);
    }

    private static void variation(ObjectNode node, Variation variation) {
        variation.platform().ifPresent(platform -> node.put("platform", platform.id()));
        variation.account().ifPresent(account -> node.put("account", account.value()));
        variation.caption().ifPresent(caption -> node.put("caption", caption));
        variation.hashtags().ifPresent(tags -> hashtags(node, tags));
        variation.media().ifPresent(files -> media(node, files));
        variation.link().map(URI::toString).ifPresent(link -> node.put("link", link));
        variation.firstComment().ifPresent(comment -> node.put("firstComment", comment));
        variation.thread().ifPresent(parts -> thread(node, parts));
        options(node, variation.options());
    }

    private static void options(ObjectNode node, Options options) {
        if (!options.isEmpty()) {
            ObjectNode chosen = node.putObject("options");
            new TreeMap<>(options.texts()).forEach(chosen::put);
            new TreeMap<>(options.flags()).forEach(chosen::put);
        }
    }

    private static void hashtags(ObjectNode node, List<Hashtag> tags) {
        ArrayNode list = node.putArray("hashtags");
        tags.forEach(tag -> list.add(tag.tag()));
    }

    private static void thread(ObjectNode node, List<ThreadPart> parts) {
        ArrayNode list = node.putArray("thread");
        parts.forEach(part -> media(list.addObject().put("text", part.text()), part.media()));
    }

    private static void media(ObjectNode node, List<MediaRef> files) {
        ArrayNode list = node.putArray("media");
        for (MediaRef file : files) {
            ObjectNode item = list.addObject();
            file.id().ifPresent(id -> item.put("id", id.value()));
            file.url().ifPresent(url -> item.put("url", url.toString()));
            if (!file.altText().isEmpty()) {
                item.put("alt", file.altText());
            }
        }
    }
}
