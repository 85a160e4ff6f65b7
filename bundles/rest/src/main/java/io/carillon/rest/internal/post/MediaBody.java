package io.carillon.rest.internal.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.model.MediaRef;
import java.net.URI;

/** A picture or film in a post: {@code {id}} or {@code {url}}, with what it shows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MediaBody(String id, String url, String altText) {

    static MediaBody of(MediaRef ref) {
        return new MediaBody(
                ref.id().map(Object::toString).orElse(null),
                ref.url().map(URI::toString).orElse(null),
                ref.altText());
    }
}
