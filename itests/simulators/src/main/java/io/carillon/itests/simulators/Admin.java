package io.carillon.itests.simulators;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Fields;
import io.carillon.itests.simulators.http.Refusal;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;

/** What can be done to every network over HTTP, below {@code /_simulator/}. */
final class Admin {

    private final Simulator simulator;

    Admin(Simulator simulator) {
        this.simulator = simulator;
    }

    Routes routes() {
        return new Routes()
                .get("/_simulator/receipts", request -> receipts())
                .post("/_simulator/faults", this::fail)
                .delete("/_simulator/faults", request -> calm())
                .post("/_simulator/clock", this::advance);
    }

    private Response receipts() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        simulator.receipts().all().forEach(receipt -> all.add(receipt.json()));
        return Response.ok(all);
    }

    private Response calm() {
        simulator.faults().clear();
        return done();
    }

    private Response fail(Request request) {
        Fields fields = request.fields();
        simulator
                .faults()
                .next(
                        Integer.parseInt(fields.text("times").orElse("1")),
                        fields.text("method").orElse("POST"),
                        required(fields, "path"),
                        effect(fields));
        return done();
    }

    private static Effect effect(Fields fields) {
        Duration wait = Duration.ofMillis(Long.parseLong(fields.text("millis").orElse("0")));
        String name = required(fields, "effect");
        return switch (name) {
            case "answer" ->
                Effect.answering(new Response(
                        Integer.parseInt(required(fields, "status")),
                        Map.of("Content-Type", fields.text("type").orElse("application/json")),
                        fields.text("body").orElse("{}").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            case "delay" -> Effect.delaying(wait);
            case "drop-before" -> Effect.droppingBefore();
            case "drop-after" -> Effect.droppingAfter();
            case "drip" -> Effect.dripping(wait);
            case "hang" -> Effect.hanging();
            default -> throw refusal("There is no effect '" + name + "'.");
        };
    }

    private Response advance(Request request) {
        try {
            simulator.clock().advance(Duration.parse(required(request.fields(), "by")));
        } catch (DateTimeException e) {
            throw refusal("'by' must be a duration such as PT1H.");
        }
        return Response.ok(JsonNodeFactory.instance
                .objectNode()
                .put("now", simulator.clock().instant().toString()));
    }

    private static String required(Fields fields, String name) {
        return fields.filled(name).orElseThrow(() -> refusal("'" + name + "' is missing."));
    }

    private static Refusal refusal(String why) {
        return new Refusal(
                Response.json(400, JsonNodeFactory.instance.objectNode().put("error", why)));
    }

    private static Response done() {
        return Response.ok(JsonNodeFactory.instance.objectNode());
    }
}
