package io.carillon.core.internal.post;

import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Post;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import java.util.ArrayList;
import java.util.List;

/** Everything that a post shows, beside the field that names it. */
final class MediaNames {

    /** @param field of the item, such as {@code media[0]} */
    record Named(String field, MediaRef ref) {}

    private final List<Named> found = new ArrayList<>();

    private MediaNames() {}

    static List<Named> in(Post post) {
        MediaNames names = new MediaNames();
        names.media("media", post.content().media());
        names.thread("thread", post.content().thread());
        for (int i = 0; i < post.variations().size(); i++) {
            Variation variation = post.variations().get(i);
            String at = "variations[" + i + "].";
            variation.media().ifPresent(media -> names.media(at + "media", media));
            variation.thread().ifPresent(thread -> names.thread(at + "thread", thread));
        }
        return names.found;
    }

    private void thread(String field, List<ThreadPart> thread) {
        for (int i = 0; i < thread.size(); i++) {
            media(field + "[" + i + "].media", thread.get(i).media());
        }
    }

    private void media(String field, List<MediaRef> media) {
        for (int i = 0; i < media.size(); i++) {
            found.add(new Named(field + "[" + i + "]", media.get(i)));
        }
    }
}
