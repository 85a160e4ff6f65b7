package io.carillon.itests.simulators.mastodon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.http.Refusal;
import io.carillon.itests.simulators.http.Response;

/** The server's refusals in its own words. */
final class Errors {

    private Errors() {}

    static Response of(int status, String text) {
        return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", text));
    }

    static Refusal refusal(int status, String text) {
        return new Refusal(of(status, text));
    }

    static Refusal invalid(String what) {
        return refusal(422, "Validation failed: " + what);
    }

    static Refusal notFound() {
        return refusal(404, "Record not found");
    }
}
