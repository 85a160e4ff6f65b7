package io.carillon.publisher.mastodon.internal;

import static io.carillon.api.model.Violation.error;
import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.Options;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import java.util.ArrayList;
import java.util.List;

/** What the rules of a server cannot express as data. It asks nobody. */
final class MessageCheck {

    private final Limits limits;
    private final Chosen chosen;
    private final List<Violation> problems = new ArrayList<>();

    private MessageCheck(Limits limits, Chosen chosen) {
        this.limits = limits;
        this.chosen = chosen;
    }

    static List<Violation> check(Message message, Limits limits, Chosen chosen) {
        MessageCheck check = new MessageCheck(limits, chosen);
        check.options(message.options());
        check.files("media", message.attachments());
        for (int i = 0; i < message.thread().size(); i++) {
            check.files("thread[" + i + "].media", message.thread().get(i).attachments());
        }
        check.link(message);
        message.firstComment()
                .ifPresent(comment -> check.length("firstComment", comment, "The first comment for Mastodon"));
        return check.problems;
    }

    private void options(Options options) {
        options.text(MastodonProfile.LANGUAGE)
                .flatMap(language -> Language.problem("options." + MastodonProfile.LANGUAGE, language))
                .ifPresent(problems::add);
        boolean shown = options.flag(MastodonProfile.SENSITIVE)
                .filter(blurred -> !blurred)
                .isPresent();
        if (shown && !chosen.warning().isEmpty()) {
            problems.add(warning(
                    "options." + MastodonProfile.SENSITIVE,
                    "warned-of",
                    "true",
                    "false",
                    "Mastodon blurs the files of a post with a content warning all the same; leave the warning empty to"
                            + " show them."));
        }
    }

    private void link(Message message) {
        String whole = StatusText.of(message);
        if (whole.equals(message.text())) {
            return;
        }
        // A text that is too long by itself is told already.
        if (StatusText.length(chosen.warning(), message.text(), limits.charactersPerUrl()) <= limits.characters()) {
            length("link", whole, "The text for Mastodon with its link, which goes below it,");
        }
        if (!message.attachments().isEmpty()) {
            problems.add(warning(
                    "link",
                    "no-card",
                    "",
                    "",
                    "Mastodon shows no link card where there are files; the address stands below the text."));
        }
    }

    private void length(String field, String text, String what) {
        int length = StatusText.length(chosen.warning(), text, limits.charactersPerUrl());
        if (length > limits.characters()) {
            problems.add(error(
                    field,
                    "max-length",
                    "" + limits.characters(),
                    "" + length,
                    what + " has " + length + " characters of " + limits.characters() + "; shorten it by "
                            + (length - limits.characters()) + "."));
        }
    }

    private void files(String field, List<Attachment> files) {
        for (int i = 0; i < files.size(); i++) {
            String item = field + "[" + i + "]";
            altText(item, files.get(i).ref().altText());
            boolean alone = files.size() == 1;
            files.get(i).file().ifPresent(file -> file(item, file, alone));
        }
    }

    private void altText(String item, String text) {
        int length = text.codePointCount(0, text.length());
        if (length > limits.altText()) {
            problems.add(error(
                    item + ".altText",
                    "max-length",
                    "" + limits.altText(),
                    "" + length,
                    "The alternative text has " + length + " characters of " + limits.altText() + "; shorten it by "
                            + (length - limits.altText()) + "."));
        }
    }

    private void file(String item, MediaFile file, boolean alone) {
        if (file.type().equals("image/gif") && !alone) {
            problems.add(warning(
                    item,
                    "gif-alone",
                    "1",
                    "",
                    "Mastodon takes a GIF that moves for a film, and refuses it beside other files; post it alone."));
        }
        if (file.type().equals("image/gif") && file.bytes() > limits.imageBytes()) {
            problems.add(error(
                    item,
                    "max-bytes",
                    "" + limits.imageBytes(),
                    "" + file.bytes(),
                    file.name() + " has " + file.bytes() + " bytes of " + limits.imageBytes()
                            + "; a GIF is sent as it is. Make it smaller, or save it as a film."));
        }
        if (file.type().startsWith("video/")
                && file.width().isPresent()
                && file.height().isPresent()) {
            long pixels = (long) file.width().getAsInt() * file.height().getAsInt();
            if (pixels > limits.videoPixels()) {
                problems.add(error(
                        item,
                        "max-pixels",
                        "" + limits.videoPixels(),
                        "" + pixels,
                        file.name() + " has " + file.width().getAsInt() + " by "
                                + file.height().getAsInt() + " pixels; this server takes films of at most "
                                + limits.videoPixels() + " in all. Save it smaller."));
            }
        }
    }
}
