package io.carillon.api.publisher;

import java.util.List;
import java.util.Optional;

/**
 * What a post on a network may show.
 *
 * @param minCount how many files a post needs at least; 0 where text alone will do
 * @param maxCount how many files in all
 * @param mixed whether one post may hold several kinds
 * @param rules one per kind that the network takes
 */
public record MediaRules(int minCount, int maxCount, boolean mixed, List<MediaRule> rules) {

    public static final MediaRules NONE = new MediaRules(0, 0, false, List.of());

    public MediaRules {
        rules = List.copyOf(rules);
    }

    public Optional<MediaRule> rule(MediaRule.Kind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind).findFirst();
    }
}
