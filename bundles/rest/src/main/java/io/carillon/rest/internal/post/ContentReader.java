package io.carillon.rest.internal.post;

import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaId;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.ThreadPart;
import io.carillon.rest.internal.problem.Violations;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the parts that a post and its variations have in common. */
final class ContentReader {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    private final Violations violations;

    ContentReader(Violations violations) {
        this.violations = violations;
    }

    /** A list may be absent, but none of its items may be null. */
    <T> List<T> items(String field, List<T> list) {
        List<T> items = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) == null) {
                violations.required(field + "[" + i + "]", "Leave out items that are null.");
            } else {
                items.add(list.get(i));
            }
        }
        return items;
    }

    List<Hashtag> hashtags(String field, List<String> texts) {
        List<String> given = items(field, texts);
        List<Hashtag> tags = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            try {
                tags.add(new Hashtag(given.get(i)));
            } catch (IllegalArgumentException e) {
                violations.add(field + "[" + i + "]", "hashtag", "140 characters", given.get(i), e.getMessage() + ".");
            }
        }
        return tags;
    }

    List<MediaRef> media(String field, List<MediaBody> bodies) {
        List<MediaBody> given = items(field, bodies);
        List<MediaRef> refs = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ref(field + "[" + i + "]", given.get(i)).ifPresent(refs::add);
        }
        return refs;
    }

    List<ThreadPart> thread(String field, List<ThreadBody> bodies) {
        List<ThreadBody> given = items(field, bodies);
        List<ThreadPart> parts = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ThreadBody part = given.get(i);
            parts.add(new ThreadPart(
                    part.text() == null ? "" : part.text(), media(field + "[" + i + "].media", part.media())));
        }
        return parts;
    }

    /** An http or https address; empty where the text is null, or with a violation. */
    Optional<URI> address(String field, String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getHost().indexOf('%') < 0
                    && uri.getPort() <= MAX_PORT) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            return wrongAddress(field, text);
        }
        return wrongAddress(field, text);
    }

    private Optional<URI> wrongAddress(String field, String text) {
        violations.add(
                field,
                "address",
                "http or https",
                text,
                field + " must be a whole http or https address without user name, such as https://example.com/launch,"
                        + " with a port of at most 65535 if with any; it was '" + text + "'.");
        return Optional.empty();
    }

    private Optional<MediaRef> ref(String field, MediaBody body) {
        if ((body.id() == null) == (body.url() == null)) {
            violations.add(
                    field,
                    "id-or-url",
                    "exactly one",
                    body.id() == null ? "neither" : "both",
                    "Name the file either by 'id' or by 'url'.");
            return Optional.empty();
        }
        String altText = body.altText() == null ? "" : body.altText();
        if (body.url() != null) {
            return address(field + ".url", body.url())
                    .map(url -> MediaRef.of(url).withAltText(altText));
        }
        try {
            return Optional.of(MediaRef.of(new MediaId(body.id())).withAltText(altText));
        } catch (IllegalArgumentException e) {
            violations.add(field + ".id", "id", "", body.id(), e.getMessage() + ".");
            return Optional.empty();
        }
    }
}
