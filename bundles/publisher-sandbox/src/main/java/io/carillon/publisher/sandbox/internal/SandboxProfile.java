package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.publisher.sandbox.internal.Rehearsal.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The sandbox as data. */
final class SandboxProfile {

    /** An option of posts, for trying out what options are. */
    static final String MOOD = "mood";

    static final String COLOR = "#c2571a";

    private static final int TEXT_LIMIT = 5_000;
    private static final int MEDIA_LIMIT = 10;
    private static final long IMAGE_BYTES = 50L << 20;
    private static final long VIDEO_BYTES = 1L << 30;

    private SandboxProfile() {}

    static PublisherProfile at(WallAddress address) {
        return PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(TEXT_LIMIT, Counting.GRAPHEMES))
                .look(COLOR, icon())
                .media(
                        MEDIA_LIMIT,
                        true,
                        MediaRule.images(
                                MEDIA_LIMIT, IMAGE_BYTES, "image/jpeg", "image/png", "image/gif", "image/webp"),
                        MediaRule.videos(
                                MEDIA_LIMIT,
                                VIDEO_BYTES,
                                Duration.ofHours(1),
                                "video/mp4",
                                "video/quicktime",
                                "video/webm"))
                .features(Feature.LINK_CARD, Feature.ALT_TEXT, Feature.FIRST_COMMENT, Feature.THREAD, Feature.METRICS)
                .options(PostOption.choice(
                                MOOD,
                                "Mood",
                                new Choice("calm", "Calm"),
                                new Choice("glad", "Glad"),
                                new Choice("loud", "Loud"))
                        .usually("calm"))
                .doubt(DoubtClass.KEYED)
                .prepareWindow(Duration.ZERO)
                .callDeadline(Duration.ofSeconds(10))
                .connect(ConnectMethod.none(
                        field(Handle.SETTING, "Handle, such as @red.door"),
                        Field.choice(
                                Rehearsal.FAIL, "Rehearse a failure", choices(Failure.class, SandboxProfile::label)),
                        field(Rehearsal.PROBABILITY, "Share of tries that fail, 0 to 1"),
                        field(Rehearsal.TIMES, "Only the first so many tries of a post fail"),
                        field(Rehearsal.RETRY_AFTER, "Seconds that a throttled sender is to wait"),
                        field(Rehearsal.DELAY, "Milliseconds that every answer takes"),
                        Field.choice(
                                Rehearsal.DOUBT,
                                "What settles a lost answer",
                                choices(DoubtClass.class, SandboxProfile::label))))
                .baseUrl("wall", address.home())
                .build();
    }

    private static <E extends Enum<E>> List<Choice> choices(Class<E> type, Function<E, String> label) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> new Choice(SettingsReader.word(constant), label.apply(constant)))
                .toList();
    }

    private static String label(Failure failure) {
        return switch (failure) {
            case THROTTLE -> "Slow down for a while";
            case UNAVAILABLE -> "It cannot be reached";
            case REJECT -> "It refuses the post";
            case LOST_ANSWER -> "Its answer is lost";
            case REVOKED -> "The consent is withdrawn";
        };
    }

    private static String label(DoubtClass doubt) {
        return switch (doubt) {
            case KEYED -> "A key of each post";
            case READABLE -> "Looking at its posts";
            case PROBE -> "Its refusal of duplicates";
            case NONE -> "Only a person";
        };
    }

    private static Field field(String name, String label) {
        return new Field(name, label, false, false);
    }

    static String icon() {
        return Asset.ICON.text();
    }
}
