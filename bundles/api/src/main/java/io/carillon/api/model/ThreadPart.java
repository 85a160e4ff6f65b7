package io.carillon.api.model;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One further post of a thread, published as a reply to the part before it.
 *
 * @param text what it says
 * @param media what it shows, in order
 */
public record ThreadPart(String text, List<MediaRef> media) {

    public ThreadPart {
        Objects.requireNonNull(text, "text");
        media = List.copyOf(media);
    }

    /** The same with other files. */
    public ThreadPart mapMedia(UnaryOperator<MediaRef> change) {
        return new ThreadPart(text, media.stream().map(change).toList());
    }
}
