package io.carillon.api.publisher;

import java.util.Objects;
import java.util.Set;

/** What one account may do, where that differs from its network's profile: the limits of its server, a premium plan. */
public record Capabilities(TextRule text, MediaRules media, Set<Feature> features, DoubtClass doubt) {

    public Capabilities {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(doubt, "doubt");
        features = Set.copyOf(features);
    }

    public static Capabilities of(PublisherProfile profile) {
        return new Capabilities(profile.text(), profile.media(), profile.features(), profile.doubt());
    }
}
