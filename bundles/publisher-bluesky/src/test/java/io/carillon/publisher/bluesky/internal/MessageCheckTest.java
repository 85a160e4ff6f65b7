package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Attachment;
import io.carillon.api.publisher.Message;
import io.carillon.publisher.contract.FakeAttachment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCheckTest {

    private static final int MAX_BYTES = 1_000;
    private static final URI LINK = URI.create("https://a.ch/x");

    private static Message message(String text, List<Attachment> pictures, URI link, String firstComment) {
        return new Message(
                text,
                pictures,
                Optional.ofNullable(link),
                Optional.ofNullable(firstComment),
                List.of(new Message.Part("part", pictures)));
    }

    private static List<Violation> check(Message message) {
        return MessageCheck.check(message, MAX_BYTES);
    }

    @Test
    void goodPostHasNoProblem() {
        assertThat(check(message("Text", List.of(FakeAttachment.png("A dot")), null, "ä".repeat(300))))
                .isEmpty();
        assertThat(check(message("Text", List.of(), LINK, null))).isEmpty();
    }

    @Test
    void linkBesidePicturesIsLeftOutUnlessTheTextHasIt() {
        List<Attachment> picture = List.of(FakeAttachment.png(""));
        assertThat(check(message("Text", picture, LINK, null))).singleElement().satisfies(violation -> {
            assertThat(violation.field()).isEqualTo("link");
            assertThat(violation.severity()).isEqualTo(Violation.Severity.WARNING);
        });
        assertThat(check(message("See https://a.ch/x", picture, LINK, null))).isEmpty();
        assertThat(check(message("(See https://a.ch/x.)", picture, LINK, null))).isEmpty();
        assertThat(check(message("See a.ch/x", picture, LINK, null))).isEmpty();
    }

    @Test
    void addressThatOnlyBeginsLikeTheLinkIsAnother() {
        for (String text :
                List.of("See https://a.ch/xylophone", "See https://a.ch/x/y", "See https://b.ch/?to=https://a.ch/x")) {
            assertThat(check(message(text, List.of(FakeAttachment.png("")), LINK, null)))
                    .extracting(Violation::rule)
                    .containsExactly("one-embed");
        }
    }

    /** Drafts may have a hundred thousand characters, and are told so elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"a.", "a.b-", "@a.b ", ")"})
    void linkIsNotLookedForInATextThatIsTooLongAnyway(String part) {
        String draft = part.repeat(90_000 / part.length());
        for (String text : List.of(draft, "https://a.ch/" + draft)) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(
                            check(message(text, List.of(FakeAttachment.png("")), LINK, null)))
                    .isEmpty());
        }
    }

    @Test
    void firstCommentHasTheLimitsOfAPost() {
        assertThat(check(message("Text", List.of(), null, "ä".repeat(301))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("firstComment");
                    assertThat(violation.rule()).isEqualTo("max-length");
                    assertThat(violation.actual()).isEqualTo("301");
                });
        assertThat(check(message("Text", List.of(), null, "👨‍👩‍👧‍👦".repeat(121))))
                .extracting(Violation::rule)
                .containsExactly("max-bytes");
    }

    @Test
    void picturesOfThePostAndOfItsThreadAreNamedByTheirPlaces() {
        Attachment webp = FakeAttachment.of("image/webp", new byte[MAX_BYTES + 1], "a".repeat(2_001));
        assertThat(check(message("Text", List.of(FakeAttachment.png(""), webp), null, null)))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(
                        tuple("media[1].altText", "max-length"),
                        tuple("media[1]", "max-bytes"),
                        tuple("thread[0].media[1].altText", "max-length"),
                        tuple("thread[0].media[1]", "max-bytes"));
    }

    @Test
    void textOfAFilmIsShorterThanThatOfAPicture() {
        List<Attachment> film = List.of(FakeAttachment.of("video/mp4", new byte[10], "a".repeat(1_001)));
        assertThat(check(message("Text", film, null, null)))
                .extracting(Violation::field, Violation::limit)
                .containsExactly(tuple("media[0].altText", "1000"), tuple("thread[0].media[0].altText", "1000"));
    }

    @Test
    void gifIsShownStill() {
        Message message = message("Text", List.of(FakeAttachment.of("image/gif", new byte[10], "")), null, null);
        assertThat(check(message)).extracting(Violation::severity).containsOnly(Violation.Severity.WARNING);
    }
}
