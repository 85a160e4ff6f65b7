package io.carillon.publisher.bluesky.internal;

import static io.carillon.api.model.Violation.error;
import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Message;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What the profile of Bluesky cannot express. It asks nobody, so mentions and pages are looked up only when preparing. */
final class MessageCheck {

    /** As long as Bluesky's own application lets them be. */
    private static final int MAX_ALT_TEXT = 2_000;

    private static final int MAX_ALT_TEXT_OF_A_FILM = 1_000;

    private final int maxImageBytes;
    private final List<Violation> problems = new ArrayList<>();

    private MessageCheck(int maxImageBytes) {
        this.maxImageBytes = maxImageBytes;
    }

    /** @param maxImageBytes of a picture that cannot be encoded anew */
    static List<Violation> check(Message message, int maxImageBytes) {
        MessageCheck check = new MessageCheck(maxImageBytes);
        check.files("media", message.attachments());
        for (int i = 0; i < message.thread().size(); i++) {
            check.files("thread[" + i + "].media", message.thread().get(i).attachments());
        }
        check.card(message);
        message.firstComment().ifPresent(check::firstComment);
        return check.problems;
    }

    private void files(String field, List<Attachment> files) {
        for (int i = 0; i < files.size(); i++) {
            String item = field + "[" + i + "]";
            altText(item, files.get(i));
            files.get(i).file().ifPresent(file -> file(item, file));
        }
    }

    private void altText(String item, Attachment attachment) {
        int length = Counting.GRAPHEMES.count(attachment.ref().altText()).orElseThrow();
        int limit = Films.isFilm(attachment) ? MAX_ALT_TEXT_OF_A_FILM : MAX_ALT_TEXT;
        if (length > limit) {
            problems.add(error(
                    item + ".altText",
                    "max-length",
                    "" + limit,
                    "" + length,
                    "The alternative text has " + length + " characters of " + limit + "; shorten it by "
                            + (length - limit) + "."));
        }
    }

    private void file(String item, MediaFile file) {
        if (file.type().equals("image/webp") && file.bytes() > maxImageBytes) {
            problems.add(error(
                    item,
                    "max-bytes",
                    "" + maxImageBytes,
                    "" + file.bytes(),
                    file.name() + " has " + file.bytes() + " bytes; a WebP picture cannot be made smaller here, and"
                            + " Bluesky takes " + maxImageBytes + ". Save it as JPEG or PNG."));
        }
        if (file.type().equals("image/gif")) {
            problems.add(warning(
                    item,
                    "still-picture",
                    "",
                    file.type(),
                    "Bluesky shows the first picture of a GIF and does not move it."));
        }
    }

    /** A post has one embed. In a text that is too long in any case nobody looks for an address. */
    private void card(Message message) {
        boolean fits =
                message.text().length() <= BlueskyProfile.TEXT.byteLimit().orElseThrow();
        message.link()
                .filter(link -> fits && !message.attachments().isEmpty() && !leadsTo(message.text(), link))
                .ifPresent(link -> problems.add(warning(
                        "link",
                        "one-embed",
                        "",
                        link.toString(),
                        "Bluesky shows either pictures, a film or a link card, so that this link is left out; put it into"
                                + " the text, or take the files out.")));
    }

    /** As it will be marked; an address that only begins with the link leads elsewhere. */
    private static boolean leadsTo(String text, URI link) {
        return RichText.spans(text).stream()
                .anyMatch(span ->
                        span.kind() == RichText.Kind.LINK && span.target().equals(link.toString()));
    }

    private void firstComment(String comment) {
        int length = Counting.GRAPHEMES.count(comment).orElseThrow();
        if (length > BlueskyProfile.TEXT.limit()) {
            problems.add(error(
                    "firstComment",
                    "max-length",
                    "" + BlueskyProfile.TEXT.limit(),
                    "" + length,
                    "The first comment for Bluesky has " + length + " characters of " + BlueskyProfile.TEXT.limit()
                            + "; shorten it by " + (length - BlueskyProfile.TEXT.limit()) + "."));
        }
        int bytes = Counting.UTF8_BYTES.count(comment).orElseThrow();
        int maxBytes = BlueskyProfile.TEXT.byteLimit().orElseThrow();
        if (bytes > maxBytes) {
            problems.add(error(
                    "firstComment",
                    "max-bytes",
                    "" + maxBytes,
                    "" + bytes,
                    "The first comment for Bluesky has " + bytes + " bytes of " + maxBytes + "; shorten it."));
        }
    }
}
