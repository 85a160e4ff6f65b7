package io.carillon.core.internal.post;

import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Post;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.MediaCopies;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Copies the addresses that a post names into the media library when it is saved, so that what goes out is what was there
 * when it was composed. A post that is refused leaves no copies behind.
 */
final class AddressCopies {

    /** After so many failures the others are not tried: a server that does not answer costs its whole time limit. */
    private static final int MAX_FAILURES = 3;

    private final MediaCopies media;

    AddressCopies(MediaCopies media) {
        this.media = media;
    }

    /**
     * Saves a post with copies in the place of its addresses.
     *
     * @param kept addresses that stay as they are, such as those of a post that was stored before addresses were copied
     * @param check refuses what is wrong with the post before anything is fetched
     * @throws InvalidException with every address that could not be copied
     */
    <T> T saving(WorkspaceId workspace, Post post, Set<URI> kept, Consumer<Post> check, Function<Post, T> save) {
        List<MediaNames.Named> addresses = MediaNames.in(post).stream()
                .filter(named ->
                        named.ref().url().filter(url -> !kept.contains(url)).isPresent())
                .toList();
        if (addresses.isEmpty()) {
            return save.apply(post);
        }
        check.accept(post);
        Map<URI, MediaFile> copies = new LinkedHashMap<>();
        try {
            copy(workspace, addresses, copies);
            return save.apply(post.mapMedia(ref -> copied(ref, copies)));
        } catch (RuntimeException e) {
            copies.values().forEach(copy -> forget(workspace, copy, e));
            throw e;
        }
    }

    /** The addresses that a post was stored with. */
    static Set<URI> in(Post post) {
        return post.allMedia().flatMap(ref -> ref.url().stream()).collect(Collectors.toSet());
    }

    private void copy(WorkspaceId workspace, List<MediaNames.Named> addresses, Map<URI, MediaFile> copies) {
        List<Violation> problems = new ArrayList<>();
        Map<URI, List<String>> fields = new LinkedHashMap<>();
        addresses.forEach(named -> fields.computeIfAbsent(named.ref().url().orElseThrow(), url -> new ArrayList<>())
                .add(named.field() + ".url"));
        int failures = 0;
        for (Map.Entry<URI, List<String>> one : fields.entrySet()) {
            if (failures < MAX_FAILURES) {
                try {
                    copies.put(one.getKey(), media.copy(workspace, one.getKey()));
                } catch (InvalidException e) {
                    failures++;
                    one.getValue().forEach(field -> problems.addAll(at(field, e)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
    }

    private static List<Violation> at(String field, InvalidException refused) {
        return refused.violations().stream()
                .map(one -> Violation.error(field, one.rule(), one.limit(), one.actual(), one.message()))
                .toList();
    }

    private static MediaRef copied(MediaRef ref, Map<URI, MediaFile> copies) {
        return ref.url().map(copies::get).map(copy -> ref.copiedAs(copy.id())).orElse(ref);
    }

    /** What cannot be removed just now stays in the library like any upload; a post whose fate is unknown may name it. */
    private void forget(WorkspaceId workspace, MediaFile copy, RuntimeException because) {
        try {
            media.forget(workspace, copy.id());
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }
}
