package io.carillon.api.model;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a post says and shows, before it is fitted to a network.
 *
 * @param caption the author's text; may be empty
 * @param hashtags in the author's order; those that the caption already holds are not repeated when the text is composed
 * @param media in the order in which it is shown
 * @param link the address that the post points to
 * @param firstComment what is posted beneath it right after publishing
 * @param thread further parts, each a reply to the one before
 */
public record Content(
        String caption,
        List<Hashtag> hashtags,
        List<MediaRef> media,
        Optional<URI> link,
        Optional<String> firstComment,
        List<ThreadPart> thread) {

    public static final Content EMPTY =
            new Content("", List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    public Content {
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(firstComment, "firstComment");
        hashtags = List.copyOf(hashtags);
        media = List.copyOf(media);
        thread = List.copyOf(thread);
    }

    public static Content text(String caption) {
        return EMPTY.withCaption(caption);
    }

    public Content withCaption(String text) {
        return new Content(text, hashtags, media, link, firstComment, thread);
    }

    public Content withHashtags(List<Hashtag> tags) {
        return new Content(caption, tags, media, link, firstComment, thread);
    }

    public Content withMedia(List<MediaRef> files) {
        return new Content(caption, hashtags, files, link, firstComment, thread);
    }

    /** The same with other files, in the thread too. */
    public Content mapMedia(UnaryOperator<MediaRef> change) {
        return new Content(
                caption,
                hashtags,
                media.stream().map(change).toList(),
                link,
                firstComment,
                thread.stream().map(part -> part.mapMedia(change)).toList());
    }

    public Content withLink(URI address) {
        return new Content(caption, hashtags, media, Optional.of(address), firstComment, thread);
    }
}
