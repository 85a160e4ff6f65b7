package io.carillon.core.internal.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.MediaRef;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Violation.Severity;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.MediaRules;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.service.Posts.Count;
import io.carillon.core.FakeAttachments;
import io.carillon.core.FakePublisher;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.text.MessageFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the rules of a network say about a post, field by field. */
class PreflightTest {

    private static final Account BELL = Desk.BELL;
    private static final MediaRule IMAGES = new MediaRule(
            MediaRule.Kind.IMAGE,
            Set.of("image/jpeg", "image/png"),
            2,
            1000,
            OptionalInt.of(800),
            OptionalInt.of(600),
            Optional.empty());
    private static final MediaRule VIDEOS = MediaRule.videos(1, 5000, Duration.ofSeconds(60), "video/mp4");
    private static final MediaRules MEDIA = new MediaRules(0, 3, false, List.of(IMAGES, VIDEOS));
    private static final MediaFile JPEG = Desk.image("m_jpeg", "image/jpeg", 1000, 800, 600);
    private static final MediaFile FILM = Desk.film("m_film", Duration.ofSeconds(60));

    private final FakeAttachments attachments = new FakeAttachments();
    private final PublisherRegistry publishers = PublisherRegistry.create();
    private final NetworkPreflight preflight = new NetworkPreflight(
            publishers, new MessageFactory(attachments), new ConsentEnds(publishers, id -> Optional.empty()));

    private FakePublisher network(TextRule text, MediaRules media, Feature... features) {
        FakePublisher publisher = new FakePublisher(PublisherProfile.builder(Platform.SANDBOX, "Sandbox", text)
                .media(media)
                .features(features)
                .build());
        publishers.add(publisher);
        return publisher;
    }

    private static TextRule characters(int limit) {
        return TextRule.of(limit, Counting.GRAPHEMES);
    }

    private List<Violation> check(Content content, Variation... variations) {
        return preflight
                .check(new Post(content, List.of(variations), Set.of(), List.of(BELL), Optional.empty()))
                .problems();
    }

    private List<Violation> checkMedia(MediaFile... files) {
        List.of(files).forEach(attachments::add);
        return check(Content.text("Ring")
                .withMedia(List.of(files).stream()
                        .map(file -> MediaRef.of(file.id()))
                        .toList()));
    }

    private static Variation variation(Optional<Platform> platform, String caption) {
        return new Variation(
                platform,
                platform.isPresent() ? Optional.empty() : Optional.of(BELL.id()),
                Optional.of(caption),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void goodPostHasNoProblemsAndIsCounted() {
        network(characters(20), MEDIA);

        var said = preflight.check(
                Post.to(BELL).caption("Ring 👨‍👩‍👧").hashtags("a").build());

        assertThat(said.problems()).isEmpty();
        assertThat(said.counts()).containsExactly(new Count(BELL.id(), 10, 20));
    }

    @Test
    void everyProblemNamesItsAccount() {
        network(characters(3), MEDIA);

        assertThat(check(Content.text("Ring")))
                .containsExactly(new Violation(
                        Optional.of(BELL.id()),
                        "caption",
                        "max-length",
                        "3",
                        "4",
                        Severity.ERROR,
                        "The text for Sandbox has 4 characters of 3; shorten it by 1."));
    }

    @Test
    void hashtagsAreAtFaultWhereTheCaptionAloneWouldDo() {
        network(characters(8), MEDIA);

        assertThat(check(Content.text("Ring").withHashtags(List.of(new Hashtag("bell")))))
                .extracting(Violation::field, Violation::actual)
                .containsExactly(tuple("hashtags", "11"));
    }

    @Test
    void textHasALimitInBytesToo() {
        network(new TextRule(10, Counting.GRAPHEMES, OptionalInt.of(20)), MEDIA);

        assertThat(check(Content.text("👨‍👩‍👧‍👦")))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("caption", "max-bytes", "20", "25"));
    }

    @Test
    void weightedTextIsLeftToThePublisherAndNotCounted() {
        network(TextRule.of(5, Counting.WEIGHTED), MEDIA)
                .finding(Violation.error("caption", "max-length", "5", "6", "Too long for X."));

        var said = preflight.check(Post.to(BELL).caption("Longer than five").build());

        assertThat(said.counts()).isEmpty();
        assertThat(said.problems())
                .extracting(Violation::account, Violation::actual)
                .containsExactly(tuple(Optional.of(BELL.id()), "6"));
    }

    @Test
    void textIsCountedByAPublisherThatHasAWayOfItsOwn() {
        network(TextRule.of(5, Counting.WEIGHTED), MEDIA).counting(text -> text.contains("https://") ? 3 : 7);

        var fits = preflight.check(
                Post.to(BELL).caption("https://example.com/long").build());
        var tooLong = preflight.check(Post.to(BELL).caption("Ring").build());

        assertThat(fits.problems()).isEmpty();
        assertThat(fits.counts()).containsExactly(new Count(BELL.id(), 3, 5));
        assertThat(tooLong.problems())
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("caption", "max-length", "5", "7"));
    }

    @Test
    void capabilitiesOfTheAccountCountOverTheProfile() {
        network(characters(3), MEDIA).allowing(new Capabilities(characters(100), MEDIA, Set.of(), DoubtClass.NONE));

        var said = preflight.check(Post.to(BELL).caption("Ring").build());

        assertThat(said.problems()).isEmpty();
        assertThat(said.counts()).containsExactly(new Count(BELL.id(), 4, 100));
    }

    @Test
    void accountForWhichItsNetworkRefusesRepeatsIsWarnedOfThem() {
        network(characters(100), MEDIA).allowing(new Capabilities(characters(100), MEDIA, Set.of(), DoubtClass.PROBE));
        Schedule daily =
                Schedule.at("2026-03-02T09:00", "UTC").withRecurrence(Optional.of(Recurrence.of("FREQ=DAILY")));

        assertThat(preflight
                        .check(Post.to(BELL).caption("Ring").schedule(daily).build())
                        .problems())
                .extracting(Violation::rule)
                .containsExactly("identical-repeat");
    }

    @Test
    void variationThatIsAtFaultIsNamed() {
        network(characters(3), MEDIA);

        assertThat(check(
                        Content.text("OK"),
                        variation(Optional.of(Platform.X), "Long, but for others"),
                        variation(Optional.of(Platform.SANDBOX), "Long")))
                .extracting(Violation::field)
                .containsExactly("variations[1].caption");
        assertThat(check(
                        Content.text("OK"),
                        variation(Optional.empty(), "Longer"),
                        variation(Optional.of(Platform.SANDBOX), "Long")))
                .extracting(Violation::field, Violation::actual)
                .containsExactly(tuple("variations[0].caption", "6"));
    }

    @Test
    void nothingToPublishIsAnError() {
        network(characters(100), MEDIA);

        assertThat(check(Content.text(" \n")))
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(tuple("caption", "required", Severity.ERROR));
    }

    @Test
    void mediaHashtagsOrALinkCardAloneAreSomethingToPublish() {
        network(characters(100), MEDIA, Feature.LINK_CARD);
        attachments.add(JPEG);

        assertThat(check(Content.EMPTY.withMedia(List.of(MediaRef.of(JPEG.id())))))
                .isEmpty();
        assertThat(check(Content.EMPTY.withHashtags(List.of(new Hashtag("a"))))).isEmpty();
        assertThat(check(Content.EMPTY.withLink(URI.create("https://example.com"))))
                .isEmpty();
    }

    @Test
    void linkAloneIsNothingWhereThereAreNoLinkCards() {
        network(characters(100), MEDIA);

        assertThat(check(Content.EMPTY.withLink(URI.create("https://example.com"))))
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(
                        tuple("caption", "required", Severity.ERROR), tuple("link", "not-offered", Severity.WARNING));
    }

    @Test
    void mediaWithinAllLimitsIsFine() {
        network(characters(100), MEDIA);

        assertThat(checkMedia(JPEG, Desk.image("m_png", "image/png", 1, 1, 1))).isEmpty();
        assertThat(checkMedia(FILM)).isEmpty();
    }

    @Test
    void tooManyFilesAreRefused() {
        network(characters(100), MEDIA);

        assertThat(checkMedia(JPEG, JPEG, JPEG, JPEG))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("media", "max-count", "3", "4"), tuple("media", "max-count", "2", "4"));
        assertThat(checkMedia(FILM, FILM))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("media", "max-count", "1", "2"));
    }

    @Test
    void limitThatIsTheSameForTheKindAsForAllIsSaidOnce() {
        network(characters(100), new MediaRules(0, 2, false, List.of(IMAGES)));

        assertThat(checkMedia(JPEG, JPEG, JPEG)).extracting(Violation::rule).containsExactly("max-count");
    }

    @Test
    void filesOfUnknownKindStillCount() {
        network(characters(100), MEDIA);
        MediaRef url = MediaRef.of(URI.create("https://example.com/a"));

        assertThat(check(Content.text("Ring").withMedia(Collections.nCopies(4, url))))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(tuple("media", "max-count"));
        assertThat(check(Content.text("Ring").withMedia(List.of(url)))).isEmpty();
    }

    @Test
    void networkWithoutMediaSaysSo() {
        network(characters(100), MediaRules.NONE);

        assertThat(checkMedia(JPEG))
                .extracting(Violation::field, Violation::rule, Violation::limit)
                .containsExactly(tuple("media", "max-count", "0"), tuple("media[0]", "media-kind", ""));
    }

    @Test
    void networkThatNeedsMediaSaysSo() {
        network(characters(100), new MediaRules(1, 3, false, List.of(IMAGES)));

        assertThat(check(Content.text("Ring")))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("media", "min-count", "1", "0"));
    }

    @Test
    void kindsAreMixedOnlyWhereThatIsAllowed() {
        FakePublisher strict = network(characters(100), MEDIA);
        assertThat(checkMedia(JPEG, FILM))
                .extracting(Violation::field, Violation::rule, Violation::actual)
                .containsExactly(tuple("media", "no-mixing", "image, video"));

        publishers.remove(strict);
        network(characters(100), new MediaRules(0, 3, true, List.of(IMAGES, VIDEOS)));
        assertThat(checkMedia(JPEG, FILM)).isEmpty();
    }

    @Test
    void eachFileIsHeldAgainstTheRuleOfItsKind() {
        network(characters(100), MEDIA);

        assertThat(checkMedia(JPEG, Desk.image("m_big", "image/gif", 1001, 801, 601)))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(
                        tuple("media[1]", "media-type", "image/jpeg, image/png", "image/gif"),
                        tuple("media[1]", "max-bytes", "1000", "1001"),
                        tuple("media[1]", "max-width", "800", "801"),
                        tuple("media[1]", "max-height", "600", "601"));
        assertThat(checkMedia(Desk.film("m_long", Duration.ofMillis(60_500))))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("media[0]", "max-duration", "60 s", "60.500 s"));
        assertThat(checkMedia(Desk.image("m_song", "audio/mpeg", 1, 1, 1)))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(tuple("media[0]", "media-kind", "image, video", "audio"));
    }

    @Test
    void whatANetworkLeavesOutIsSaidAndWhatItWouldLoseIsRefused() {
        network(characters(100), MEDIA);
        MediaRef door = MediaRef.of(URI.create("https://example.com/a")).withAltText("A red door");
        Content content = new Content(
                "Ring",
                List.of(),
                List.of(door),
                Optional.of(URI.create("https://example.com")),
                Optional.of("First"),
                List.of(new ThreadPart("Two", List.of())));

        assertThat(check(content))
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(
                        tuple("link", "not-offered", Severity.WARNING),
                        tuple("firstComment", "not-offered", Severity.WARNING),
                        tuple("media[0].altText", "not-offered", Severity.WARNING),
                        tuple("thread", "not-offered", Severity.ERROR));
    }

    @Test
    void whatANetworkOffersIsNoProblem() {
        network(characters(100), MEDIA, Feature.LINK_CARD, Feature.FIRST_COMMENT, Feature.ALT_TEXT, Feature.THREAD);
        MediaRef door = MediaRef.of(URI.create("https://example.com/a")).withAltText("A red door");

        assertThat(check(new Content(
                        "Ring",
                        List.of(),
                        List.of(door),
                        Optional.of(URI.create("https://example.com")),
                        Optional.of("First"),
                        List.of(new ThreadPart("Two", List.of(door))))))
                .isEmpty();
    }

    @Test
    void partsOfAThreadKeepToTheSameRules() {
        network(characters(5), new MediaRules(1, 1, false, List.of(IMAGES)), Feature.THREAD);
        attachments.add(JPEG);
        MediaRef jpeg = MediaRef.of(JPEG.id());
        Content content = new Content(
                "Ring",
                List.of(),
                List.of(jpeg),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new ThreadPart("Fine", List.of()),
                        new ThreadPart("Too long", List.of()),
                        new ThreadPart(" ", List.of()),
                        new ThreadPart("", List.of(jpeg, jpeg))));

        assertThat(check(content))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(
                        tuple("thread[1].text", "max-length"),
                        tuple("thread[2].text", "required"),
                        tuple("thread[3].media", "max-count"));
    }

    @Test
    void absentPublisherIsAWarningSinceThePostWaits() {
        assertThat(check(Content.text("Ring")))
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(tuple("accounts[0]", "publisher-absent", Severity.WARNING));
    }

    @ParameterizedTest
    @EnumSource(AccountStatus.class)
    void accountThatCannotPublishIsSaid(AccountStatus status) {
        network(characters(100), MEDIA);
        Post post = Post.to(Desk.BELL.withStatus(status)).caption("Ring").build();

        List<Severity> expected =
                switch (status) {
                    case CONNECTED, EXPIRING -> List.of();
                    case NEEDS_RECONNECT -> List.of(Severity.WARNING);
                    case DISCONNECTED -> List.of(Severity.ERROR);
                };
        assertThat(preflight.check(post).problems())
                .extracting(Violation::severity)
                .isEqualTo(expected);
    }

    @Test
    void postWithoutAccountsGoesNowhere() {
        Post post = new Post(Content.text("Ring"), List.of(), Set.of(), List.of(), Optional.empty());

        assertThat(preflight.check(post).problems())
                .extracting(Violation::field, Violation::rule, Violation::severity)
                .containsExactly(tuple("accounts", "required", Severity.ERROR));
    }
}
