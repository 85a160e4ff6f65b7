package io.carillon.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Content;
import io.carillon.api.model.Hashtag;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextComposerTest {

    private static String compose(String caption, String... tags) {
        return TextComposer.compose(Content.text(caption)
                .withHashtags(Stream.of(tags).map(Hashtag::new).toList()));
    }

    @Test
    void hashtagsFollowTheCaptionAfterABlankLineInTheAuthorsOrder() {
        assertThat(compose("Launching today.", "launch", "creator")).isEqualTo("Launching today.\n\n#launch #creator");
    }

    @Test
    void captionWithoutHashtagsStaysAsItIs() {
        assertThat(compose("  Launching today. \n")).isEqualTo("  Launching today. \n");
        assertThat(compose("I love #launch \n", "launch")).isEqualTo("I love #launch \n");
    }

    @Test
    void hashtagsAloneHaveNoBlankLine() {
        assertThat(compose("", "a", "b")).isEqualTo("#a #b");
        assertThat(compose(" \n", "a")).isEqualTo("#a");
        assertThat(compose("")).isEmpty();
    }

    @Test
    void lineBreaksAtTheEndOfTheCaptionDoNotWidenTheGap() {
        assertThat(compose("Launching today.\n\n ", "a")).isEqualTo("Launching today.\n\n#a");
    }

    @Test
    void hashtagsThatTheCaptionHoldsAreNotRepeated() {
        assertThat(compose("A #Launch today", "launch", "creator")).isEqualTo("A #Launch today\n\n#creator");
    }

    @Test
    void sameHashtagTwiceIsWrittenOnce() {
        assertThat(compose("Hi", "Launch", "launch")).isEqualTo("Hi\n\n#Launch");
    }

    @ParameterizedTest
    @CsvSource({
        "'#launch', true",
        "'a #LAUNCH.', true",
        "'(#launch)', true",
        "'#launch-day', true",
        "'#launch\n', true",
        "'#launchday #launch', true",
        "'😀#launch😀', true",
        "'#launchday', false",
        "'#launch_day', false",
        "'#launch2', false",
        "'#launché', false",
        "'a#launch', false",
        "'https://example.com/#launch', false",
        "'&#launch', false",
        "'launch', false",
        "'#laun', false",
    })
    void captionHoldsAHashtagOnlyAsAWhole(String caption, boolean held) {
        assertThat(TextComposer.holds(caption, "#launch")).isEqualTo(held);
    }

    @Test
    void combiningMarkMakesItAnotherHashtag() {
        assertThat(TextComposer.holds("#launche\u0301", "#launche")).isFalse();
    }

    @Test
    void caseOfEveryScriptIsIgnored() {
        assertThat(TextComposer.holds("#ПУСК #größe", "#пуск")).isTrue();
        assertThat(TextComposer.holds("#ПУСК #größe", "#GRÖßE")).isTrue();
    }
}
