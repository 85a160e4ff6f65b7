package io.carillon.itests.trust;

import com.fasterxml.jackson.databind.JsonNode;

/** What Carillon says of a delivery. */
record Delivery(String network, String text, String state, String problem) {

    static Delivery of(JsonNode json, String text) {
        return new Delivery(
                json.path("platform").asText(),
                text,
                json.path("state").asText(),
                json.path("problem").path("detail").asText(""));
    }

    /** Left to a person: the network will never say. */
    boolean isFlagged() {
        return state.equals("IN_DOUBT") && problem.contains("cannot be asked");
    }

    boolean isAtRest() {
        return isFlagged() || state.equals("PUBLISHED") || state.equals("FAILED") || state.equals("MISSED");
    }
}
