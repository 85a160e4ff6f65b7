package io.carillon.core.internal.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Options;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.Variation;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.core.FakeAttachments;
import io.carillon.core.FakePublisher;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.text.MessageFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Options are what their network declares, or the variation that chooses them is told so. */
class OptionCheckTest {

    private static final Account BELL = Desk.BELL;
    private static final Variation NETWORK = Variation.on(Platform.SANDBOX);
    private static final Variation ACCOUNT = Variation.on(BELL.id());

    private final PublisherRegistry publishers = PublisherRegistry.create();
    private final NetworkPreflight preflight = new NetworkPreflight(
            publishers, new MessageFactory(new FakeAttachments()), new ConsentEnds(publishers, id -> Optional.empty()));

    private FakePublisher network(PostOption... options) {
        FakePublisher publisher = new FakePublisher(
                PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(50, Counting.CODE_POINTS))
                        .options(options)
                        .build());
        publishers.add(publisher);
        return publisher;
    }

    private FakePublisher moody() {
        return network(
                PostOption.choice("mood", "Mood", new Choice("calm", "Calm"), new Choice("loud", "Loud")),
                PostOption.text("warning", "Warning", 5),
                PostOption.flag("blurred", "Blurred"));
    }

    private List<Violation> check(Variation... variations) {
        return preflight
                .check(new Post(Content.text("Ring"), List.of(variations), Set.of(), List.of(BELL), Optional.empty()))
                .problems();
    }

    @Test
    void whatTheNetworkDeclaresIsNoProblem() {
        moody();
        Options all = new Options(Map.of("mood", "loud", "warning", "👩‍🚀!!"), Map.of("blurred", true));

        assertThat(check(NETWORK.withOptions(all))).isEmpty();
        assertThat(check(NETWORK.withOptions(Options.of("warning", "")))).isEmpty();
        assertThat(check()).isEmpty();
    }

    @Test
    void wrongOptionsAreToldAllAtOnceWithTheirPlace() {
        moody();
        Options wrong =
                new Options(Map.of("mood", "sad", "warning", "Too long", "blurred", "true"), Map.of("visible", true));

        assertThat(check(ACCOUNT, NETWORK.withOptions(wrong)))
                .extracting(Violation::field, Violation::rule, Violation::limit, Violation::actual)
                .containsExactly(
                        tuple("variations[1].options.blurred", "type", "true or false", "'true'"),
                        tuple("variations[1].options.mood", "one-of", "calm, loud", "sad"),
                        tuple("variations[1].options.visible", "known-option", "mood, warning, blurred", "visible"),
                        tuple("variations[1].options.warning", "max-length", "5", "8"));
    }

    @Test
    void flagIsNoText() {
        moody();
        assertThat(check(NETWORK.withOptions(Options.of("mood", true))))
                .extracting(Violation::rule, Violation::message)
                .containsExactly(tuple("type", "'mood' (Mood) is text, not true or false; correct it."));
    }

    @Test
    void networkWithoutOptionsHasNone() {
        network();
        assertThat(check(NETWORK.withOptions(Options.of("visibility", "unlisted"))))
                .extracting(Violation::field, Violation::severity, Violation::message)
                .containsExactly(tuple(
                        "variations[0].options.visibility",
                        Violation.Severity.ERROR,
                        "Sandbox has no options; leave 'visibility' out."));
    }

    @Test
    void accountsChoiceCountsAndIsTheOneThatIsChecked() {
        moody();
        assertThat(check(
                        NETWORK.withOptions(Options.of("mood", "sad")),
                        ACCOUNT.withOptions(Options.of("mood", "loud"))))
                .isEmpty();
        assertThat(check(
                        NETWORK.withOptions(Options.of("mood", "loud")),
                        ACCOUNT.withOptions(Options.of("mood", "sad"))))
                .extracting(Violation::field)
                .containsExactly("variations[1].options.mood");
    }

    @Test
    void whatThePublisherSaysOfAnOptionGetsItsPlace() {
        moody().finding(Violation.error("options.warning", "spelling", "", "", "Spell it right."));
        assertThat(check(ACCOUNT, NETWORK.withOptions(Options.of("warning", "Bel"))))
                .extracting(Violation::field)
                .containsExactly("variations[1].options.warning");
    }
}
