package io.carillon.publisher.mastodon.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.MediaRules;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RateLimit;
import io.carillon.api.publisher.TextRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Mastodon as data: what every account may do, and what one may at its server. */
final class MastodonProfile {

    static final List<String> SCOPES = List.of("read:accounts", "read:statuses", "write:statuses", "write:media");

    static final String SERVER = "server";
    static final String VISIBILITY = "visibility";
    static final String LANGUAGE = "language";
    static final String CONTENT_WARNING = "contentWarning";
    static final String SENSITIVE = "sensitive";

    private static final Choice[] VISIBILITIES = {
        new Choice("public", "Everybody"),
        new Choice("unlisted", "Everybody, but it is in no timeline or search"),
        new Choice("private", "Followers"),
        new Choice("direct", "Only who is mentioned")
    };

    /** What the account says holds where a post does not say it. */
    private static final PostOption[] OPTIONS = {
        PostOption.choice(VISIBILITY, "Who sees it", VISIBILITIES),
        PostOption.text(CONTENT_WARNING, "Content warning", Limits.USUAL.characters()),
        PostOption.flag(SENSITIVE, "Blur pictures and films"),
        PostOption.text(LANGUAGE, "Language, such as en", Language.MAX_LENGTH)
    };

    private static final Feature[] FEATURES = {
        Feature.LINK_CARD,
        Feature.ALT_TEXT,
        Feature.FIRST_COMMENT,
        Feature.THREAD,
        Feature.EDIT,
        Feature.DELETE,
        Feature.METRICS
    };

    static final Duration CALL_DEADLINE = Duration.ofSeconds(30);

    /** So much may be uploaded and converted before a post is due. */
    private static final Duration PREPARE_WINDOW = Duration.ofMinutes(15);

    /** Of 300 calls in five minutes a post takes one; the others are for uploads and looks. */
    private static final int POSTS = 150;

    /** What people may give us. Pictures are made smaller on the way, so this only bounds the work. */
    private static final long MAX_GIVEN_IMAGE_BYTES = 64_000_000;

    private static final String ICON = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"24\""
            + " height=\"24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\""
            + " stroke-linejoin=\"round\" aria-hidden=\"true\"><path d=\"M5 3h14a3 3 0 0 1 3 3v7a4 4 0 0 1-4 4H9c0 2 2"
            + " 3.5 6 3-6 2.5-13 .5-13-8V6a3 3 0 0 1 3-3z\"/><path d=\"M7.5 13V9.500a2.2 2.2 0 0 1 4.5 0V11m0-1.500a2.2"
            + " 2.2 0 0 1 4.5 0V13\"/></svg>";

    private MastodonProfile() {}

    static PublisherProfile of(MastodonConfig.Values config) {
        PublisherProfile.Builder profile = PublisherProfile.builder(Platform.MASTODON, "Mastodon", text(Limits.USUAL))
                .look("#6364ff", ICON)
                .media(media(Limits.USUAL))
                .features(FEATURES)
                .options(OPTIONS)
                .doubt(DoubtClass.KEYED)
                .prepareWindow(PREPARE_WINDOW)
                .callDeadline(CALL_DEADLINE)
                .rateLimits(new RateLimit(RateLimit.Scope.ACCOUNT, POSTS, Duration.ofMinutes(5)))
                .connect(ConnectMethod.oauth2PerServer(
                        SCOPES,
                        new Field(
                                SERVER,
                                config.server()
                                        .map(usual -> "Server, if it is not " + usual.getHost())
                                        .orElse("Server, such as mastodon.social"),
                                false,
                                config.server().isEmpty()),
                        Field.choice(VISIBILITY, "Who sees posts", List.of(VISIBILITIES)),
                        new Field(LANGUAGE, "Language of posts, such as en", false, false),
                        new Field(CONTENT_WARNING, "Content warning on every post", false, false)));
        config.server().ifPresent(server -> profile.baseUrl(SERVER, server));
        return profile.build();
    }

    /** Of one account at its server. */
    static Capabilities capabilities(Limits limits) {
        return new Capabilities(
                text(limits),
                media(limits),
                Set.of(FEATURES),
                limits.honoursKeys() ? DoubtClass.KEYED : DoubtClass.READABLE);
    }

    private static TextRule text(Limits limits) {
        return TextRule.of(limits.characters(), Counting.WEIGHTED);
    }

    private static MediaRules media(Limits limits) {
        List<MediaRule> rules = new ArrayList<>();
        add(rules, MediaRule.Kind.IMAGE, limits.typesOf("image/"), limits.media(), MAX_GIVEN_IMAGE_BYTES);
        add(rules, MediaRule.Kind.VIDEO, limits.typesOf("video/"), 1, limits.videoBytes());
        add(rules, MediaRule.Kind.AUDIO, limits.typesOf("audio/"), 1, limits.videoBytes());
        return new MediaRules(0, limits.media(), false, rules);
    }

    private static void add(List<MediaRule> rules, MediaRule.Kind kind, List<String> types, int count, long bytes) {
        if (!types.isEmpty()) {
            rules.add(new MediaRule(
                    kind, Set.copyOf(types), count, bytes, OptionalInt.empty(), OptionalInt.empty(), Optional.empty()));
        }
    }
}
