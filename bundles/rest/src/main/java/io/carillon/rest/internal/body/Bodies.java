package io.carillon.rest.internal.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Violation;
import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.problem.ProblemException;

/** Reads what a request carries. */
public final class Bodies {

    private Bodies() {}

    /** A body that must be there. */
    public static <T> T required(T body) {
        if (body == null) {
            throw missing();
        }
        return body;
    }

    /** A body that must be a JSON object; its properties are yet to be checked. */
    public static ObjectNode object(JsonNode body) {
        if (body == null || body.isMissingNode()) {
            throw missing();
        }
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw ProblemException.badRequest(
                "object-expected",
                Violation.error("", "type", "object", body.getNodeType().name(), "The body must be a JSON object."));
    }

    /** @throws JsonProcessingException if the tree does not fit the type */
    public static <T> T convert(JsonNode tree, Class<T> type) throws JsonProcessingException {
        return Json.mapper().treeToValue(tree, type);
    }

    private static ProblemException missing() {
        return ProblemException.badRequest(
                "body-missing", Violation.error("", "required", "", "", "Send a JSON object as the body."));
    }
}
