package io.carillon.rest.internal.platform;

import io.carillon.api.publisher.PublisherProfile;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.problem.Violations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the publisher that a request names. */
public final class Installed {

    private Installed() {}

    /** The network of a field {@code platform}; what is wrong with it is added to the violations. */
    public static Optional<PublisherProfile> profile(Backend backend, String text, Violations violations) {
        if (text == null) {
            violations.required("platform", "Say which network: GET /api/v1/platforms lists them.");
            return Optional.empty();
        }
        List<PublisherProfile> profiles = backend.publishers().profiles();
        Optional<PublisherProfile> profile =
                profiles.stream().filter(p -> p.platform().id().equals(text)).findFirst();
        if (profile.isEmpty()) {
            String installed = profiles.stream().map(p -> p.platform().id()).collect(Collectors.joining(", "));
            violations.add(
                    "platform",
                    "installed",
                    installed,
                    text,
                    "No publisher for '" + text + "' is installed. Installed are: "
                            + (installed.isEmpty() ? "none" : installed) + ".");
        }
        return profile;
    }
}
