package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;
import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Post;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRules;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.core.text.TextComposer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/** Holds what one account publishes against the rules of its network as data. */
final class NetworkCheck {

    private final String network;
    private final Function<String, OptionalInt> length;
    private final Capabilities capabilities;
    private final Content content;
    private final Message message;
    private final Fields fields;
    private final List<Violation> problems = new ArrayList<>();

    private NetworkCheck(Publisher publisher, Capabilities capabilities, Post post, Account account, Message message) {
        this.network = publisher.profile().name();
        this.content = post.contentFor(account);
        this.length = text -> publisher.length(account, content.options(), text);
        this.capabilities = capabilities;
        this.message = message;
        this.fields = new Fields(post, account);
    }

    static List<Violation> check(
            Publisher publisher, Capabilities capabilities, Post post, Account account, Message message) {
        NetworkCheck check = new NetworkCheck(publisher, capabilities, post, account, message);
        check.notEmpty();
        check.text();
        check.problems.addAll(MediaCheck.check(
                check.network, capabilities.media(), check.fields.media(), message.attachments(), true));
        check.problems.addAll(OptionCheck.check(publisher.profile(), check.content.options(), check.fields));
        check.features();
        check.thread();
        return check.problems;
    }

    private void notEmpty() {
        boolean linked = message.link().isPresent() && offers(Feature.LINK_CARD);
        if (message.text().isBlank() && message.attachments().isEmpty() && !linked) {
            problems.add(error(
                    fields.caption(),
                    "required",
                    "",
                    "",
                    "There is nothing to publish on " + network + "; write a text or add media."));
        }
    }

    private void text() {
        // Where the caption alone would do, it is the hashtags that are too many.
        boolean captionFits =
                problemsOfText(fields.caption(), content.caption()).isEmpty();
        String composed = TextComposer.compose(content);
        problems.addAll(problemsOfText(captionFits ? fields.hashtags() : fields.caption(), composed));
    }

    private List<Violation> problemsOfText(String field, String text) {
        List<Violation> found = new ArrayList<>();
        TextRule rule = capabilities.text();
        OptionalInt used = length.apply(text);
        if (used.isPresent() && used.getAsInt() > rule.limit()) {
            int over = used.getAsInt() - rule.limit();
            found.add(error(
                    field,
                    "max-length",
                    String.valueOf(rule.limit()),
                    String.valueOf(used.getAsInt()),
                    "The text for " + network + " has " + used.getAsInt() + " characters of " + rule.limit()
                            + "; shorten it by " + over + "."));
        }
        int bytes = Counting.UTF8_BYTES.count(text).orElseThrow();
        rule.byteLimit().stream()
                .filter(limit -> bytes > limit)
                .forEach(limit -> found.add(error(
                        field,
                        "max-bytes",
                        String.valueOf(limit),
                        String.valueOf(bytes),
                        "The text for " + network + " has " + bytes + " bytes of " + limit + "; shorten it.")));
        return found;
    }

    private void features() {
        if (content.link().isPresent() && !offers(Feature.LINK_CARD)) {
            problems.add(leftOut(fields.link(), "no link cards; put the address into the text"));
        }
        if (content.firstComment().isPresent() && !offers(Feature.FIRST_COMMENT)) {
            problems.add(leftOut(fields.firstComment(), "no first comments; put it into the text"));
        }
        if (!offers(Feature.ALT_TEXT)) {
            for (int i = 0; i < content.media().size(); i++) {
                if (!content.media().get(i).altText().isBlank()) {
                    problems.add(leftOut(
                            fields.media() + "[" + i + "].altText",
                            "no alternative text; say in the text what it shows"));
                }
            }
        }
    }

    private Violation leftOut(String field, String why) {
        return warning(field, "not-offered", "", "", network + " knows " + why + ", or it is left out there.");
    }

    private void thread() {
        if (content.thread().isEmpty()) {
            return;
        }
        if (!offers(Feature.THREAD)) {
            problems.add(error(
                    fields.thread(),
                    "not-offered",
                    "0",
                    String.valueOf(content.thread().size()),
                    network + " knows no threads, so the further parts would be lost; give it a variation without"
                            + " thread."));
            return;
        }
        MediaRules media = capabilities.media();
        for (int i = 0; i < message.thread().size(); i++) {
            Message.Part part = message.thread().get(i);
            String field = fields.thread() + "[" + i + "]";
            if (part.text().isBlank() && part.attachments().isEmpty()) {
                problems.add(error(
                        field + ".text",
                        "required",
                        "",
                        "",
                        "This part of the thread is empty; write a text, add media, or remove it."));
            }
            problems.addAll(problemsOfText(field + ".text", part.text()));
            problems.addAll(MediaCheck.check(network, media, field + ".media", part.attachments(), false));
        }
    }

    private boolean offers(Feature feature) {
        return capabilities.features().contains(feature);
    }
}
