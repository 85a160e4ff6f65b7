package io.carillon.api.model;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture or film in a post: either a file of the media library or an address. What people save names files only, since
 * addresses are copied then; where Carillon is embedded, an address is fetched when it is needed.
 *
 * @param id the file of the media library
 * @param url the address; exactly one of {@code id} and {@code url} is present
 * @param altText what it shows, for people who cannot see it; empty where the author said nothing
 */
public record MediaRef(Optional<MediaId> id, Optional<URI> url, String altText) {

    /** The longest alternative text that is kept, in characters; networks take less. */
    public static final int MAX_ALT_TEXT = 4_000;

    public MediaRef {
        Objects.requireNonNull(altText, "altText");
        if (id.isPresent() == url.isPresent()) {
            throw new IllegalArgumentException("Media is named either by id or by url");
        }
    }

    public static MediaRef of(MediaId id) {
        return new MediaRef(Optional.of(id), Optional.empty(), "");
    }

    public static MediaRef of(URI url) {
        return new MediaRef(Optional.empty(), Optional.of(url), "");
    }

    /** The file that a copy of its address became; the text stays. */
    public MediaRef copiedAs(MediaId copy) {
        return new MediaRef(Optional.of(copy), Optional.empty(), altText);
    }

    public MediaRef withAltText(String text) {
        return new MediaRef(id, url, text);
    }
}
