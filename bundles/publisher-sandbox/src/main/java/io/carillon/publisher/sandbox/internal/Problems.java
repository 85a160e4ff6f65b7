package io.carillon.publisher.sandbox.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says what is wrong with a request, as the REST API does. */
final class Problems {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Problems() {}

    static void write(HttpServletResponse response, String field, String rule, String limit, String actual)
            throws IOException {
        String message = "The parameter " + field + " must be " + limit + "; it was '" + actual + "'.";
        ObjectNode problem = JSON.createObjectNode();
        problem.put("type", "about:blank")
                .put("title", "Bad Request")
                .put("status", HttpServletResponse.SC_BAD_REQUEST)
                .put("detail", message)
                .put("code", "invalid-parameter");
        problem.putArray("errors")
                .addObject()
                .put("field", field)
                .put("rule", rule)
                .put("limit", limit)
                .put("actual", actual)
                .put("message", message);
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("application/problem+json;charset=utf-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(problem));
    }
}
