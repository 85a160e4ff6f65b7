package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.TextRule;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Bluesky as data. */
final class BlueskyProfile {

    /** Of a post, a part of a thread and a first comment alike. */
    static final TextRule TEXT = new TextRule(300, Counting.GRAPHEMES, OptionalInt.of(3_000));

    static final int MAX_IMAGES = 4;
    static final Set<String> IMAGE_TYPES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    /** Of the picture on a link card. */
    static final int MAX_CARD_BYTES = 1_000_000;

    /** All that posts need; there are no narrower ones yet that every server knows. */
    static final List<String> SCOPES = List.of("atproto", "transition:generic");

    static final String SERVICE = "service";
    static final String IDENTIFIER = "identifier";
    static final String APP_PASSWORD = "appPassword";

    private static final String HANDLE = "Handle, such as alice.bsky.social";

    /** How long before the due time pictures are uploaded; the network keeps what is in no post yet for some minutes. */
    static final Duration PREPARE_WINDOW = Duration.ofMinutes(5);

    /** What people may give us. It is made smaller on the way, so this only bounds the work. */
    private static final long MAX_GIVEN_IMAGE_BYTES = 50_000_000;

    /** Of 5,000 points an hour and 35,000 a day, a post takes three. */
    private static final int POSTS_PER_HOUR = 1_666;

    private static final int POSTS_PER_DAY = 11_666;

    private static final String ICON = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\""
            + " height=\"24\" fill=\"currentColor\" aria-hidden=\"true\"><path d=\"M12 11C10.8 8.4 7.6 4.4 4.7 3 3 2.2 2 2.9"
            + " 2 5c0 1 .6 5.6 1 6.6.9 2.3 3.2 2.9 5.6 2.5-3.7.6-5.1 2.5-3.2 4.7 3.1 3.3 5.3-.3 6.6-3.3 1.3 3 3.5 6.6 6.6"
            + " 3.3 1.9-2.2.5-4.1-3.2-4.7 2.4.4 4.7-.2 5.6-2.5.4-1 1-5.6 1-6.6 0-2.1-1-2.8-2.7-2C16.4 4.4 13.2 8.4 12"
            + " 11z\"/></svg>";

    private BlueskyProfile() {}

    static PublisherProfile of(BlueskyConfig.Values config) {
        PublisherProfile.Builder profile = PublisherProfile.builder(Platform.BLUESKY, "Bluesky", TEXT)
                .look("#1185fe", ICON)
                .media(
                        MAX_IMAGES,
                        false,
                        MediaRule.images(MAX_IMAGES, MAX_GIVEN_IMAGE_BYTES, IMAGE_TYPES.toArray(String[]::new)),
                        MediaRule.videos(1, config.maxVideoBytes(), config.maxVideoDuration(), VideoService.TYPE))
                .features(
                        Feature.LINK_CARD,
                        Feature.ALT_TEXT,
                        Feature.FIRST_COMMENT,
                        Feature.THREAD,
                        Feature.DELETE,
                        Feature.METRICS)
                .doubt(DoubtClass.KEYED)
                .prepareWindow(PREPARE_WINDOW)
                .callDeadline(Duration.ofSeconds(30))
                .rateLimits(
                        new RateLimit(RateLimit.Scope.ACCOUNT, POSTS_PER_HOUR, Duration.ofHours(1)),
                        new RateLimit(RateLimit.Scope.ACCOUNT, POSTS_PER_DAY, Duration.ofDays(1)))
                .connect(connecting(config))
                .baseUrl("service", config.service())
                .baseUrl("directory", config.directory())
                .baseUrl("appView", config.appView())
                .baseUrl("permalinks", config.permalinks());
        config.videoService().ifPresent(service -> profile.baseUrl("videoService", service));
        return profile.build();
    }

    private static ConnectMethod connecting(BlueskyConfig.Values config) {
        Field server =
                new Field(SERVICE, "Server, if it is not " + config.service().getHost(), false, false);
        return ConnectMethod.oauth2PerServer(SCOPES, new Field(IDENTIFIER, HANDLE, false, false), server)
                .withClientDocument()
                .orCredentials(
                        new Field(IDENTIFIER, HANDLE, false, true),
                        new Field(APP_PASSWORD, "App password", true, true),
                        server);
    }
}
