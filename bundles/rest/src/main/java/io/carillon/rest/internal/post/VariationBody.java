package io.carillon.rest.internal.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.Variation;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How a post differs on one network or for one account; what is absent is taken from the post.
 *
 * @param options of the network, by name: texts, true or false
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VariationBody(
        String platform,
        String account,
        String caption,
        List<String> hashtags,
        List<MediaBody> media,
        String link,
        String firstComment,
        List<ThreadBody> thread,
        Map<String, Object> options) {

    static VariationBody of(Variation variation) {
        return new VariationBody(
                variation.platform().map(Object::toString).orElse(null),
                variation.account().map(Object::toString).orElse(null),
                variation.caption().orElse(null),
                variation
                        .hashtags()
                        .map(tags -> tags.stream().map(Hashtag::tag).toList())
                        .orElse(null),
                variation
                        .media()
                        .map(files -> files.stream().map(MediaBody::of).toList())
                        .orElse(null),
                variation.link().map(URI::toString).orElse(null),
                variation.firstComment().orElse(null),
                variation
                        .thread()
                        .map(parts -> parts.stream().map(ThreadBody::of).toList())
                        .orElse(null),
                variation.options().isEmpty() ? null : OptionsReader.written(variation.options()));
    }
}
