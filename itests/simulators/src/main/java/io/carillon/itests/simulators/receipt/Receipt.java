package io.carillon.itests.simulators.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something that became visible on the network, which is what counts; a request that failed or that found its post there
 * already leaves none.
 *
 * @param kind in the network's own words, such as {@code status}
 * @param account whose it is
 * @param detail what a reader sees
 */
public record Receipt(long number, Instant at, String kind, String account, String id, JsonNode detail) {

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("number", number)
                .put("at", at.toString())
                .put("kind", kind)
                .put("account", account)
                .put("id", id);
        json.set("detail", detail);
        return json;
    }
}
