package io.carillon.publisher.support.image;

import io.carillon.api.publisher.MediaRule;
import java.util.Set;

/**
 * What a network takes of a picture.
 *
 * @param types MIME types; {@code image/jpeg} among them, since that is what pictures become that do not fit
 * @param maxBytes of the file
 * @param maxSide of the longer side in pixels
 */
public record ImageLimits(Set<String> types, int maxBytes, int maxSide) {

    /** As long as any side can be. */
    public static final int ANY_SIDE = 65_535;

    /** @throws IllegalArgumentException if nothing could keep to it */
    public ImageLimits {
        types = Set.copyOf(types);
        if (!types.contains("image/jpeg") || maxBytes < 10_000 || maxSide < 100) {
            throw new IllegalArgumentException(
                    "Pictures are fitted to JPEG, to at least 10,000 bytes and 100 pixels; not to " + types + ", "
                            + maxBytes + " bytes and " + maxSide + " pixels");
        }
    }

    /**
     * What a rule of a profile says of pictures: for networks that take of people what they take of us.
     *
     * @throws IllegalArgumentException if nothing could keep to it
     */
    public static ImageLimits of(MediaRule rule) {
        return new ImageLimits(
                rule.types(),
                (int) Math.min(Integer.MAX_VALUE, rule.maxBytes()),
                Math.min(rule.maxWidth().orElse(ANY_SIDE), rule.maxHeight().orElse(ANY_SIDE)));
    }
}
