package io.carillon.rest.internal.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.service.VaultKeys;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.health.HealthResource.Status;

/**
 * Whether what is sealed can be opened.
 *
 * @param lost how many values are sealed with a key that this server does not have
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VaultPart(Status status, Long lost) implements HealthResource.Verdict {

    static VaultPart of(Backend backend) {
        return backend.find(VaultKeys.class)
                .map(VaultKeys::lost)
                .map(lost -> new VaultPart(lost > 0 ? Status.DEGRADED : Status.UP, lost))
                .orElseGet(() -> new VaultPart(Status.DOWN, null));
    }
}
