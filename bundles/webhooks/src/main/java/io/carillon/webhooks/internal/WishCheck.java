package io.carillon.webhooks.internal;

import io.carillon.api.model.EventType;
import io.carillon.api.model.Violation;
import io.carillon.api.service.GuardedHttp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what a person asks for; everything that is wrong is told at once. For one wish. */
final class WishCheck {

    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_DESCRIPTION = 500;

    private final GuardedHttp http;
    private final List<Violation> violations = new ArrayList<>();

    WishCheck(GuardedHttp http) {
        this.http = http;
    }

    List<Violation> violations() {
        return violations;
    }

    /** Absent if it is wrong. */
    Optional<URI> url(String text) {
        if (text.isBlank()) {
            violations.add(Violation.error("url", "required", "", "", "Say which https:// address is to be called."));
            return Optional.empty();
        }
        if (!fits("url", text, LONGEST_URL)) {
            return Optional.empty();
        }
        Optional<URI> url = parse(text.strip());
        if (url.isEmpty()) {
            violations.add(Violation.error(
                    "url",
                    "url",
                    "https://host/path",
                    text,
                    "url must be a whole address such as https://example.com/carillon, without user name and '#'."));
            return Optional.empty();
        }
        Optional<String> refusal = http.refusal(url.get());
        refusal.ifPresent(
                why -> violations.add(Violation.error("url", "public-https", "https://, in public", text, why)));
        return url.filter(any -> refusal.isEmpty());
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text))
                    .filter(url -> url.getHost() != null && url.getScheme() != null)
                    .filter(url -> url.getRawUserInfo() == null && url.getRawFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    String description(String text) {
        fits("description", text, LONGEST_DESCRIPTION);
        return text.strip();
    }

    private boolean fits(String field, String text, int longest) {
        if (text.length() <= longest) {
            return true;
        }
        violations.add(Violation.error(
                field,
                "max-length",
                "" + longest,
                "" + text.length(),
                "%s has at most %d characters; this one has %d.".formatted(field, longest, text.length())));
        return false;
    }

    Set<EventType> events(List<String> names) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String field = "events[" + i + "]";
            EventType.find(name).ifPresentOrElse(types::add, () -> violations.add(unknown(field, name)));
        }
        return types;
    }

    private static Violation unknown(String field, String name) {
        String known = Stream.of(EventType.values()).map(EventType::text).collect(Collectors.joining(", "));
        return Violation.error(
                field,
                "one-of",
                known,
                name,
                "There is no event '%s'. Take some of %s, or none for all.".formatted(name, known));
    }
}
