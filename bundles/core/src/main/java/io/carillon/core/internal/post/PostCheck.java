package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Options;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Violation;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Carillon's own rules for every post, draft or not: what can be stored, and shown again, without trouble. */
final class PostCheck {

    static final int MAX_TEXT = 100_000;
    static final int MAX_ACCOUNTS = 50;
    static final int MAX_HASHTAGS = 100;
    static final int MAX_MEDIA = 50;
    static final int MAX_LABELS = 50;
    static final int MAX_LABEL_LENGTH = 64;
    static final int MAX_THREAD = 100;
    static final int MAX_VARIATIONS = 100;
    static final int MAX_OPTIONS = 50;
    static final int MAX_OPTION_NAME = 40;
    static final int MAX_ADDRESS = 2_000;

    private final List<Violation> problems = new ArrayList<>();

    private PostCheck() {}

    static List<Violation> check(Post post) {
        PostCheck check = new PostCheck();
        check.count("accounts", post.accounts(), MAX_ACCOUNTS);
        check.count("variations", post.variations(), MAX_VARIATIONS);
        check.labels(post.labels());
        check.content(post.content());
        post.schedule().ifPresent(check::zone);
        for (int i = 0; i < post.variations().size(); i++) {
            check.variation("variations[" + i + "].", post.variations().get(i));
        }
        return check.problems.stream().distinct().toList();
    }

    /** A post may have got it where it is known, and keeps it; whoever changes the post needs one that is known here. */
    private void zone(Schedule schedule) {
        if (!TimeZones.isKnown(schedule.zone())) {
            problems.add(TimeZones.unknown("schedule.zone", schedule.zone()));
        }
    }

    private void labels(Collection<String> labels) {
        count("labels", labels, MAX_LABELS);
        labels.stream().sorted().forEach(label -> {
            text("labels", label, MAX_LABEL_LENGTH);
            if (label.isBlank()) {
                problems.add(
                        error("labels", "required", "", "", "A label has at least one letter; remove the empty one."));
            }
        });
    }

    private void content(Content content) {
        text("caption", content.caption(), MAX_TEXT);
        hashtags("hashtags", content.hashtags());
        media("media", content.media());
        content.link().ifPresent(link -> address("link", link));
        content.firstComment().ifPresent(comment -> text("firstComment", comment, MAX_TEXT));
        thread("thread", content.thread());
    }

    private void variation(String at, Variation variation) {
        variation.caption().ifPresent(caption -> text(at + "caption", caption, MAX_TEXT));
        variation.hashtags().ifPresent(hashtags -> hashtags(at + "hashtags", hashtags));
        variation.media().ifPresent(media -> media(at + "media", media));
        variation.link().ifPresent(link -> address(at + "link", link));
        variation.firstComment().ifPresent(comment -> text(at + "firstComment", comment, MAX_TEXT));
        variation.thread().ifPresent(thread -> thread(at + "thread", thread));
        options(at + "options", variation.options());
    }

    private void options(String field, Options options) {
        count(field, options.names(), MAX_OPTIONS);
        options.names().forEach(name -> text(field, name, MAX_OPTION_NAME));
        options.texts().forEach((name, text) -> text(field + "." + name, text, MAX_TEXT));
    }

    private void hashtags(String field, List<Hashtag> hashtags) {
        count(field, hashtags, MAX_HASHTAGS);
        for (int i = 0; i < hashtags.size(); i++) {
            characters(field + "[" + i + "]", hashtags.get(i).tag());
        }
    }

    private void media(String field, List<MediaRef> media) {
        count(field, media, MAX_MEDIA);
        for (int i = 0; i < media.size(); i++) {
            String item = field + "[" + i + "]";
            text(item + ".altText", media.get(i).altText(), MediaRef.MAX_ALT_TEXT);
            media.get(i).url().ifPresent(url -> address(item + ".url", url));
        }
    }

    private void thread(String field, List<ThreadPart> thread) {
        count(field, thread, MAX_THREAD);
        for (int i = 0; i < thread.size(); i++) {
            text(field + "[" + i + "].text", thread.get(i).text(), MAX_TEXT);
            media(field + "[" + i + "].media", thread.get(i).media());
        }
    }

    private void address(String field, URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean web = (scheme.equals("https") || scheme.equals("http")) && address.getHost() != null;
        if (!web) {
            problems.add(error(
                    field,
                    "web-address",
                    "http or https",
                    address.toString(),
                    "'" + address + "' is no full web address; write it like https://example.com/page."));
        }
        text(field, address.toString(), MAX_ADDRESS);
    }

    private void count(String field, Collection<?> items, int max) {
        if (items.size() > max) {
            problems.add(error(
                    field,
                    "max-count",
                    String.valueOf(max),
                    String.valueOf(items.size()),
                    "There can be at most " + max + " " + field + "; remove " + (items.size() - max) + "."));
        }
    }

    private void text(String field, String text, int max) {
        if (text.length() > max) {
            problems.add(error(
                    field,
                    "max-length",
                    String.valueOf(max),
                    String.valueOf(text.length()),
                    "This has " + text.length() + " characters; at most " + max + " can be stored. Shorten it by "
                            + (text.length() - max) + "."));
        }
        characters(field, text);
    }

    /** Databases and networks refuse these or make something else of them. */
    private void characters(String field, String text) {
        text.codePoints()
                .filter(c -> c == 0 || Character.getType(c) == Character.SURROGATE)
                .findFirst()
                .ifPresent(c -> problems.add(error(
                        field,
                        "characters",
                        "",
                        "U+%04X".formatted(c),
                        "This holds the character U+%04X, which is no text; remove it.".formatted(c))));
    }
}
