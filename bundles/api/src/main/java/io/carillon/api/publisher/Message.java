package io.carillon.api.publisher;

import io.carillon.api.model.Options;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A post as one account publishes it: variations applied and text composed.
 *
 * @param text caption, blank line, and the hashtags that the caption does not hold already
 * @param attachments in the order in which they are shown
 * @param thread the text and attachments of each further part
 * @param options that were chosen, all of them declared by the profile; what was not chosen is up to the account, else to
 *     the network
 */
public record Message(
        String text,
        List<Attachment> attachments,
        Optional<URI> link,
        Optional<String> firstComment,
        List<Part> thread,
        Options options) {

    public Message {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(firstComment, "firstComment");
        attachments = List.copyOf(attachments);
        Objects.requireNonNull(options, "options");
        thread = List.copyOf(thread);
    }

    /** Without options. */
    public Message(
            String text,
            List<Attachment> attachments,
            Optional<URI> link,
            Optional<String> firstComment,
            List<Part> thread) {
        this(text, attachments, link, firstComment, thread, Options.NONE);
    }

    /** One further part of a thread. */
    public record Part(String text, List<Attachment> attachments) {

        public Part {
            Objects.requireNonNull(text, "text");
            attachments = List.copyOf(attachments);
        }
    }
}
