package io.carillon.rest.internal.platform;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.MediaRules;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A network as the API answers it.
 *
 * @param available whether its publisher can be used at this moment
 * @param options that a variation may choose for a single post
 */
public record PlatformView(
        String id,
        String name,
        String color,
        String icon,
        boolean available,
        Connect connect,
        Text text,
        Media media,
        List<Feature> features,
        List<Option> options) {

    static PlatformView of(PublisherProfile profile, boolean available) {
        return new PlatformView(
                profile.platform().id(),
                profile.name(),
                profile.color(),
                profile.icon(),
                available,
                Connect.of(profile.connect()),
                Text.of(profile.text()),
                Media.of(profile.media()),
                profile.features().stream().sorted().toList(),
                profile.options().stream().map(Option::of).toList());
    }

    /**
     * How an account is connected: {@code oauth2}, {@code credentials} or {@code none}.
     *
     * @param alternative another way, for people who prefer it; null where there is none
     */
    public record Connect(String kind, List<ConnectMethod.Field> fields, Connect alternative) {

        static Connect of(ConnectMethod method) {
            return new Connect(
                    method.kind().name().toLowerCase(Locale.ROOT),
                    method.fields(),
                    method.alternative().map(Connect::of).orElse(null));
        }
    }

    /** How long a text may be; {@code byteLimit} is null where there is no second limit. */
    public record Text(int limit, Counting counting, Integer byteLimit) {

        static Text of(TextRule rule) {
            return new Text(rule.limit(), rule.counting(), nullable(rule.byteLimit()));
        }
    }

    public record Media(int minCount, int maxCount, boolean mixed, List<Rule> rules) {

        static Media of(MediaRules rules) {
            return new Media(
                    rules.minCount(),
                    rules.maxCount(),
                    rules.mixed(),
                    rules.rules().stream().map(Rule::of).toList());
        }
    }

    /** What one kind of media must keep to; null where there is no limit. */
    public record Rule(
            MediaRule.Kind kind,
            List<String> types,
            int maxCount,
            long maxBytes,
            Integer maxWidth,
            Integer maxHeight,
            Long maxDurationMs) {

        static Rule of(MediaRule rule) {
            return new Rule(
                    rule.kind(),
                    rule.types().stream().sorted().toList(),
                    rule.maxCount(),
                    rule.maxBytes(),
                    nullable(rule.maxWidth()),
                    nullable(rule.maxHeight()),
                    rule.maxDuration().map(Duration::toMillis).orElse(null));
        }
    }

    /**
     * An option of posts.
     *
     * @param kind {@code choice}, {@code text} or {@code flag}
     * @param choices what a choice is among; empty for other kinds
     * @param usual what holds where nothing is chosen; null where that is up to the account or to the network
     * @param maxLength of a text, in code points; null for other kinds
     */
    public record Option(
            String name,
            String label,
            String kind,
            List<PostOption.Choice> choices,
            @JsonProperty("default") String usual,
            Integer maxLength) {

        static Option of(PostOption option) {
            return new Option(
                    option.name(),
                    option.label(),
                    option.kind().name().toLowerCase(Locale.ROOT),
                    option.choices(),
                    option.usual().orElse(null),
                    nullable(option.maxLength()));
        }
    }

    private static Integer nullable(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
