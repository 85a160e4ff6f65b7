package io.carillon.rest.internal.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.rest.internal.health.HealthResource.Status;
import java.util.List;

/**
 * How the servers that share the database get on with each other.
 *
 * @param alive how many live
 * @param gone how many went without a word within the last hour
 * @param wrongClocks how many of the living publish nothing because their clock is wrong
 * @param differing what they must have in common but have not: {@code media}, {@code vault}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodesPart(Status status, Integer alive, Integer gone, Integer wrongClocks, List<String> differing)
        implements HealthResource.Verdict {

    /** They could not be asked about. */
    static NodesPart unknown() {
        return new NodesPart(Status.DOWN, null, null, null, null);
    }
}
