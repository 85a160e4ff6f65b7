package io.carillon.api.model;

/**
 * Identifies a webhook.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code h_} and
 *     sort by time
 */
public record WebhookId(String value) implements Comparable<WebhookId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public WebhookId {
        Identifiers.require("WebhookId", value);
    }

    @Override
    public int compareTo(WebhookId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
