package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.MediaStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How much of the media library one post carries to its accounts. Not thread-safe. */
final class Uploads {

    private final MediaStore media;
    private final StoredPost post;
    private Map<MediaId, Long> bytes;

    Uploads(MediaStore media, StoredPost post) {
        this.media = media;
        this.post = post;
    }

    /** What goes out with the post itself; the further parts of a thread have their time when it is out. */
    long bytes(Account account) {
        return ids(post.post().contentFor(account).media()).stream()
                .mapToLong(id -> sizes().getOrDefault(id, 0L))
                .sum();
    }

    /** Of the whole post at once: its accounts mostly show the same. */
    private Map<MediaId, Long> sizes() {
        if (bytes == null) {
            bytes = media.findAll(post.workspace(), ids(post.post().allMedia().toList())).stream()
                    .collect(Collectors.toMap(MediaFile::id, MediaFile::bytes));
        }
        return bytes;
    }

    private static List<MediaId> ids(Collection<MediaRef> refs) {
        return refs.stream().flatMap(ref -> ref.id().stream()).distinct().toList();
    }
}
