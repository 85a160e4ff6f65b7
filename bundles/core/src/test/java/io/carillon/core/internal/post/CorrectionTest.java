package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.ANNA;
import static io.carillon.core.internal.post.Desk.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Options;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.service.InvalidException;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What people ask networks to show instead, and what they are told. */
class CorrectionTest extends PublishedTests {

    @Test
    void correctedTextIsShownAndTheStoryKeepsWhatWasSaid() {
        Delivery post = published(thread("Two"));

        service.correct(HERE, post.id(), "Dong", ANNA);
        service.correct(HERE, post.id(), "Dang", ANNA);

        assertThat(network.shown).extracting(Message::text).containsExactly("Dong", "Dang");
        assertThat(network.shown.get(0).thread()).isEmpty();
        assertThat(told(post))
                .extracting(Attempt::by, Attempt::wording)
                .containsExactly(
                        tuple(Optional.of(ANNA), Optional.of(new Attempt.Wording(Optional.of("Ding #a"), "Dong"))),
                        tuple(Optional.of(ANNA), Optional.of(new Attempt.Wording(Optional.of("Dong"), "Dang"))));
    }

    @Test
    void stepIsCorrectedWithWhatItWasPublishedWith() {
        Delivery post = published(thread("Two"));
        Delivery two = become(steps(post).get(0), DeliveryState.PUBLISHED, Optional.of("two"));

        service.correct(HERE, two.id(), "Zwei", ANNA);

        assertThat(network.shown.get(0).options()).isEqualTo(Options.NONE);
        assertThat(told(two))
                .extracting(Attempt::wording)
                .containsExactly(Optional.of(new Attempt.Wording(Optional.of("Two"), "Zwei")));
    }

    @Test
    void whatAPostSaidIsNotGuessedOnceItWasEdited() {
        Delivery post = published(thread());
        desk.service.edit(HERE, post.post(), OptionalLong.empty(), thread().withContent(Content.text("Another")));

        service.correct(HERE, post.id(), "Dong", ANNA);

        assertThat(told(post))
                .extracting(Attempt::wording)
                .containsExactly(Optional.of(new Attempt.Wording(Optional.empty(), "Dong")));
    }

    @Test
    void textThatBreaksARuleIsNotSent() {
        Delivery post = published(thread());
        assertThatThrownBy(() -> service.correct(HERE, post.id(), "x".repeat(501), ANNA))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidException.class))
                .satisfies(invalid -> assertThat(invalid.violations())
                        .extracting(problem -> problem.field(), problem -> problem.rule(), problem -> problem.actual())
                        .containsExactly(tuple("text", "max-length", "501")));
        assertThatThrownBy(() -> service.correct(HERE, post.id(), " ", ANNA)).isInstanceOf(InvalidException.class);
        assertThat(network.shown).isEmpty();
        assertThat(told(post)).isEmpty();
    }

    @Test
    void correctionThatIsRefusedIsToldAndNotTakenForShown() {
        Delivery post = published(thread());
        network.answers.add(Rejected.of("too-old", "It is too old to be changed."));
        assertConflict(() -> service.correct(HERE, post.id(), "Dong", ANNA), "network-refused");
        service.correct(HERE, post.id(), "Dang", ANNA);
        assertThat(told(post).get(1).wording()).contains(new Attempt.Wording(Optional.of("Ding #a"), "Dang"));

        service.remove(HERE, post.id(), ANNA);
        assertConflict(() -> service.correct(HERE, post.id(), "Dung", ANNA), "removed");
    }
}
