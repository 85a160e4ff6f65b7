package io.carillon.rest.internal.post;

import io.carillon.api.model.ThreadPart;
import java.util.List;

/** One further part of a thread. */
public record ThreadBody(String text, List<MediaBody> media) {

    static ThreadBody of(ThreadPart part) {
        return new ThreadBody(
                part.text(), part.media().stream().map(MediaBody::of).toList());
    }
}
