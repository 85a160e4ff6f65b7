package io.carillon.publisher.support.link;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A page as it wants to be shown.
 *
 * @param title never blank
 * @param description empty where the page says nothing
 * @param image where its picture is
 */
public record LinkPreview(String title, String description, Optional<URI> image) {

    public LinkPreview {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(image, "image");
    }

    /** What is left to show of a page that cannot be read: its address, without the part that all have in common. */
    public static LinkPreview ofAddress(URI address) {
        return new LinkPreview(address.toString().replaceFirst("^https?://", ""), "", Optional.empty());
    }
}
