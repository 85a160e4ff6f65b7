package io.carillon.api.store;

import io.carillon.api.model.PlainText;
import java.time.Instant;
import java.util.Objects;

/**
 * A network wants nothing more of somebody until an instant.
 *
 * @param reason what it said; no secret; made {@link PlainText#shown plain}
 */
public record Hold(BudgetKey key, Instant until, String reason) {

    public Hold {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(until, "until");
        reason = PlainText.shown(Objects.requireNonNull(reason, "reason"));
    }
}
