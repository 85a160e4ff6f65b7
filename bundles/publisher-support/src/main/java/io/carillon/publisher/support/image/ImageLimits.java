package io.carillon.publisher.support.image;

import java.util.Set;

/**
 * What a network takes of a picture.
 *
 * @param types MIME types; {@code image/jpeg} among them, since that is what pictures become that do not fit
 * @param maxBytes of the file
 * @param maxSide of the longer side in pixels
 */
public record ImageLimits(Set<String> types, int maxBytes, int maxSide) {

    /** @throws IllegalArgumentException if nothing could keep to it */
    public ImageLimits {
        types = Set.copyOf(types);
        if (!types.contains("image/jpeg") || maxBytes < 10_000 || maxSide < 100) {
            throw new IllegalArgumentException(
                    "Pictures are fitted to JPEG, to at least 10,000 bytes and 100 pixels; not to " + types + ", "
                            + maxBytes + " bytes and " + maxSide + " pixels");
        }
    }
}
