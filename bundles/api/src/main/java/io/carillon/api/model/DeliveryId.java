package io.carillon.api.model;

/**
 * Identifies a delivery.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code d_} and
 *     sort by time
 */
public record DeliveryId(String value) implements Comparable<DeliveryId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public DeliveryId {
        Identifiers.require("DeliveryId", value);
    }

    @Override
    public int compareTo(DeliveryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
