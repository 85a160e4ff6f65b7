package io.carillon.api.model;

import java.time.Duration;
import java.util.Objects;

/**
 * What to do with a post whose time went by while it could not be published.
 *
 * @param rule what to do
 * @param limit with {@link Rule#PUBLISH_LATE}, how late it may still go out; what is later is held
 */
public record MissedPolicy(Rule rule, Duration limit) {

    /** Late by up to one hour, then held. */
    public static final MissedPolicy DEFAULT = new MissedPolicy(Rule.PUBLISH_LATE, Duration.ofHours(1));

    public MissedPolicy {
        Objects.requireNonNull(rule, "rule");
        if (limit.isNegative()) {
            throw new IllegalArgumentException("The limit of a missed-post policy must not be negative: " + limit);
        }
    }

    public enum Rule {
        /** Publish it as long as it is not later than the limit, else hold it. */
        PUBLISH_LATE,
        /** Hold it as MISSED until a person decides. */
        HOLD,
        /** Cancel it. */
        SKIP
    }
}
