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
 * @param options of the network, for which a variation may choose them; a post itself, which is for every network, has none
 */
public record Content(
        String caption,
        List<Hashtag> hashtags,
        List<MediaRef> media,
        Optional<URI> link,
        Optional<String> firstComment,
        List<ThreadPart> thread,
        Options options) {

    public static final Content EMPTY =
            new Content("", List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    public Content {
        Objects.requireNonNull(caption, "caption");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(firstComment, "firstComment");
        hashtags = List.copyOf(hashtags);
        media = List.copyOf(media);
        Objects.requireNonNull(options, "options");
        thread = List.copyOf(thread);
    }

    /** Without options. */
    public Content(
            String caption,
            List<Hashtag> hashtags,
            List<MediaRef> media,
            Optional<URI> link,
            Optional<String> firstComment,
            List<ThreadPart> thread) {
        this(caption, hashtags, media, link, firstComment, thread, Options.NONE);
    }

    public static Content text(String caption) {
        return EMPTY.withCaption(caption);
    }

    public Content withCaption(String text) {
        return new Content(text, hashtags, media, link, firstComment, thread, options);
    }

    public Content withHashtags(List<Hashtag> tags) {
        return new Content(caption, tags, media, link, firstComment, thread, options);
    }

    public Content withMedia(List<MediaRef> files) {
        return new Content(caption, hashtags, files, link, firstComment, thread, options);
    }

    /** The same with other files, in the thread too. */
    public Content mapMedia(UnaryOperator<MediaRef> change) {
        return new Content(
                caption,
                hashtags,
                media.stream().map(change).toList(),
                link,
                firstComment,
                thread.stream().map(part -> part.mapMedia(change)).toList(),
                options);
    }

    public Content withLink(URI address) {
        return new Content(caption, hashtags, media, Optional.of(address), firstComment, thread, options);
    }

    public Content withOptions(Options chosen) {
        return new Content(caption, hashtags, media, link, firstComment, thread, chosen);
    }
}
