package io.carillon.rest.internal.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.rest.internal.problem.Violations;
import java.util.Map;

/** JSON Merge Patch, RFC 7396. */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}

    /**
     * A patch that is read on its own, with what holds where a property is taken away in the place of its null.
     *
     * @param usual by property; what is not in there cannot be taken away
     * @throws io.carillon.api.service.InvalidException if a null would take such a one away
     */
    public static ObjectNode usual(ObjectNode patch, Map<String, JsonNode> usual) {
        Violations violations = new Violations();
        ObjectNode result = patch.deepCopy();
        patch.properties().stream().filter(entry -> entry.getValue().isNull()).forEach(entry -> {
            if (usual.containsKey(entry.getKey())) {
                result.set(entry.getKey(), usual.get(entry.getKey()));
            } else {
                violations.required(
                        entry.getKey(), entry.getKey() + " cannot be taken away. Leave it out, and it stays as it is.");
            }
        });
        violations.throwIfAny();
        return result;
    }

    /**
     * Refuses a patch that names what a type does not have. Laid over a target, a null of that would be passed over.
     *
     * @throws JsonProcessingException if the patch does not fit the type
     */
    public static ObjectNode fitting(ObjectNode patch, Class<?> type) throws JsonProcessingException {
        Bodies.convert(patch, type);
        return patch;
    }

    /** The target with the patch laid over it; neither is changed. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode result =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                result.remove(entry.getKey());
            } else {
                JsonNode before = result.path(entry.getKey());
                result.set(entry.getKey(), apply(before, entry.getValue()));
            }
        });
        return result;
    }
}
