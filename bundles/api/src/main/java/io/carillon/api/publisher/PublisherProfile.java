package io.carillon.api.publisher;

import io.carillon.api.model.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A network as data. Preflight, counters, previews and the documentation all read it, so that a new network needs no
 * change anywhere else.
 *
 * @param name as people write it
 * @param color of its brand, {@code #rrggbb}
 * @param icon an SVG document of at most 4 KiB, drawn in {@code currentColor}
 * @param prepareWindow how long before the due time {@code prepare} is first called, for what carries no files; what does
 *     is begun earlier by what uploading so much has been taking; {@link Duration#ZERO} promises that
 *     {@code prepare} does no input or output and gives the same value for the same context, so that it is called when
 *     the delivery is armed and its value is not stored
 * @param callDeadline how long one {@code publish} may take before its outcome counts as unknown; 1 s to 10 min
 * @param options that people may choose for a single post; none has the name of another
 * @param baseUrls where the network's services are, by names of the plugin's own; all can be configured
 */
public record PublisherProfile(
        Platform platform,
        String name,
        String color,
        String icon,
        TextRule text,
        MediaRules media,
        Set<Feature> features,
        DoubtClass doubt,
        Duration prepareWindow,
        Duration callDeadline,
        List<RateLimit> rateLimits,
        ConnectMethod connect,
        List<PostOption> options,
        Map<String, URI> baseUrls) {

    private static final Duration MIN_DEADLINE = Duration.ofSeconds(1);
    private static final Duration MAX_DEADLINE = Duration.ofMinutes(10);

    /** @throws IllegalArgumentException if a value breaks its rule above */
    public PublisherProfile {
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(icon, "icon");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(doubt, "doubt");
        Objects.requireNonNull(connect, "connect");
        features = Set.copyOf(features);
        rateLimits = List.copyOf(rateLimits);
        options = List.copyOf(options);
        baseUrls = Map.copyOf(baseUrls);
        if (!color.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("The colour of " + platform + " must be #rrggbb; it was " + color);
        }
        if (options.stream().map(PostOption::name).distinct().count() != options.size()) {
            throw new IllegalArgumentException("No two options of " + platform + " may have one name");
        }
        if (prepareWindow.isNegative()) {
            throw new IllegalArgumentException("The prepare window of " + platform + " must not be negative");
        }
        if (callDeadline.compareTo(MIN_DEADLINE) < 0 || callDeadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "The call deadline of " + platform + " must be 1 s to 10 min; it was " + callDeadline);
        }
    }

    /** The option of that name. */
    public Optional<PostOption> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** Starts a profile with a text rule; everything else has a cautious default. */
    public static Builder builder(Platform platform, String name, TextRule text) {
        return new Builder(platform, name, text);
    }

    /** Collects the parts of a profile. Not thread-safe. */
    public static final class Builder {

        private final Platform platform;
        private final String name;
        private final TextRule text;
        private String color = "#6b7280";
        private String icon = "";
        private MediaRules media = MediaRules.NONE;
        private Set<Feature> features = Set.of();
        private DoubtClass doubt = DoubtClass.NONE;
        private Duration prepareWindow = Duration.ZERO;
        private Duration callDeadline = Duration.ofSeconds(30);
        private List<RateLimit> rateLimits = List.of();
        private ConnectMethod connect = ConnectMethod.none();
        private List<PostOption> options = List.of();
        private final Map<String, URI> baseUrls = new LinkedHashMap<>();

        private Builder(Platform platform, String name, TextRule text) {
            this.platform = platform;
            this.name = name;
            this.text = text;
        }

        public Builder look(String brandColor, String svgIcon) {
            color = brandColor;
            icon = svgIcon;
            return this;
        }

        public Builder media(int maxCount, boolean mixed, MediaRule... rules) {
            return media(new MediaRules(0, maxCount, mixed, List.of(rules)));
        }

        public Builder media(MediaRules rules) {
            media = rules;
            return this;
        }

        public Builder features(Feature... all) {
            features = Set.of(all);
            return this;
        }

        public Builder doubt(DoubtClass doubtClass) {
            doubt = doubtClass;
            return this;
        }

        public Builder prepareWindow(Duration window) {
            prepareWindow = window;
            return this;
        }

        public Builder callDeadline(Duration deadline) {
            callDeadline = deadline;
            return this;
        }

        public Builder rateLimits(RateLimit... limits) {
            rateLimits = List.of(limits);
            return this;
        }

        public Builder connect(ConnectMethod method) {
            connect = method;
            return this;
        }

        public Builder options(PostOption... all) {
            options = List.of(all);
            return this;
        }

        public Builder baseUrl(String key, URI url) {
            baseUrls.put(key, url);
            return this;
        }

        public PublisherProfile build() {
            return new PublisherProfile(
                    platform,
                    name,
                    color,
                    icon,
                    text,
                    media,
                    features,
                    doubt,
                    prepareWindow,
                    callDeadline,
                    rateLimits,
                    connect,
                    options,
                    baseUrls);
        }
    }
}
