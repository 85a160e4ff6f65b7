package io.carillon.api.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a network may declare, and how what was chosen of it is laid over other choices. */
class PostOptionTest {

    @Test
    void optionThatNobodyCouldChooseIsRefused() {
        assertThatThrownBy(() -> PostOption.choice("mood", "Mood")).hasMessageContaining("mood");
        assertThatThrownBy(() -> PostOption.flag("Blurred", "Blurred")).hasMessageContaining("Blurred");
        assertThat(PostOption.text("warning", "Warning", 5).maxLength()).isEqualTo(OptionalInt.of(5));
    }

    @Test
    void profileNamesEachOptionOnce() {
        PostOption blurred = PostOption.flag("blurred", "Blurred");
        PublisherProfile.Builder profile =
                PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(50, Counting.CODE_POINTS));
        assertThat(profile.options(blurred).build().option("blurred")).contains(blurred);
        assertThat(profile.build().option("visibility")).isEmpty();
        assertThatThrownBy(() -> profile.options(blurred, blurred).build()).hasMessageContaining("one name");
    }

    @Test
    void whatIsChosenLastCountsWhateverItsKind() {
        Options network = new Options(Map.of("visibility", "unlisted", "warning", "Bells"), Map.of("blurred", true));
        Options account = new Options(Map.of("warning", "", "blurred", "yes"), Map.of("visibility", false));

        assertThat(account.over(network))
                .isEqualTo(new Options(Map.of("warning", "", "blurred", "yes"), Map.of("visibility", false)));
        assertThat(Options.NONE.over(network)).isEqualTo(network);
        assertThat(network.over(Options.NONE)).isEqualTo(network);
    }
}
