package io.carillon.api.publisher;

import io.carillon.api.model.PlainText;
import java.util.Objects;

/**
 * What {@code prepare} did so far, in the publisher's own words. Carillon stores it and never looks into it.
 *
 * @param value at most 64 Ki characters; holds no secret; made {@link PlainText#of plain}
 */
public record PreparedValue(String value) {

    /** Where there is nothing to remember. */
    public static final PreparedValue NOTHING = new PreparedValue("");

    public static final int MAX_LENGTH = 65_536;

    public PreparedValue {
        value = PlainText.of(Objects.requireNonNull(value, "value"));
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A prepared value has at most " + MAX_LENGTH + " characters; it had " + value.length());
        }
    }
}
