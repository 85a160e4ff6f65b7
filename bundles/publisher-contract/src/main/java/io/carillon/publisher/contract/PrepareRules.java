package io.carillon.publisher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.Ready;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Carillon relies on where a publisher prepares ahead: it may be stopped anywhere, and goes on from what was stored. */
public abstract class PrepareRules extends PublisherUnderTest {

    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    private FakePublishContext withEverything(String text) {
        return post(text).attachments(pictures()).build();
    }

    private List<PreparedValue> checkpoints() {
        FakePublishContext whole = withEverything("Stored as it goes.");
        prepare(whole);
        return whole.checkpoints();
    }

    @Test
    void preparingGoesOnFromEachOfItsCheckpoints() throws IOException {
        int checkpoints = checkpoints().size();
        appliesIf(checkpoints > 0, "stores no progress while it prepares");
        for (int i = 0; i < checkpoints; i++) {
            FakePublishContext context = withEverything("Killed after " + i);
            prepare(context);
            PreparedValue stored = context.checkpoints().get(i);

            PreparedValue value = prepare(again(context), Optional.of(stored));
            published(publisher().publish(again(context), value));
        }
        assertThat(visible()).as("one of each").hasSize(checkpoints);
    }

    /** Somebody else prepares it by then, or it is not to be published any more. */
    @Test
    void preparingStopsWhereACheckpointIsRefused() throws IOException {
        appliesIf(!checkpoints().isEmpty(), "stores no progress while it prepares");
        FakePublishContext context = post("Edited meanwhile.")
                .attachments(pictures())
                .refusingCheckpoints()
                .build();
        Optional<PrepareOutcome> outcome = Optional.empty();
        try {
            outcome = Optional.of(publisher().prepare(context, Optional.empty()));
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(context.refusal().orElse(null));
        }
        assertThat(outcome).as("it goes on, although it was told to stop").isEmpty();
        assertThat(context.refused()).as("asked once and no more").isEqualTo(1);
        assertThat(visible()).isEmpty();
    }

    @Test
    void whatIsReadyLastsForAWhileAndIsPreparedAnewAfterwards() {
        FakePublishContext context = withEverything("Does it last?");
        PrepareOutcome outcome = publisher().prepare(context, Optional.empty());
        appliesIf(
                outcome instanceof Ready ready && ready.expiresAt().isPresent(),
                "what it prepares keeps, or is not ready at once");
        Ready ready = (Ready) outcome;
        assertThat(ready.expiresAt().orElseThrow()).isAfter(Instant.now().plus(A_MOMENT));

        PrepareOutcome again = publisher().prepare(again(context), Optional.of(ready.value()));
        assertThat(again).isInstanceOf(Ready.class);
        assertThat(((Ready) again).expiresAt().orElseThrow())
                .isAfter(Instant.now().plus(A_MOMENT));
    }

    @Test
    void nothingSecretIsStored() {
        Collection<String> secrets = account().grant().secrets().values();
        appliesIf(!secrets.isEmpty(), "the account has no secret");
        FakePublishContext context = withEverything("Stored in plain text.");
        List<PreparedValue> stored = new ArrayList<>(List.of(prepare(context)));
        stored.addAll(context.checkpoints());
        assertThat(stored).extracting(PreparedValue::value).allSatisfy(value -> assertThat(value)
                .doesNotContain(secrets.toArray(CharSequence[]::new)));
    }

    @Test
    void whatWasStoredAndIsNotItsOwnIsNoCrash() {
        FakePublishContext context = withEverything("Of another version.");
        PrepareOutcome outcome = publisher().prepare(context, Optional.of(new PreparedValue("{\"v\":-1} of another")));
        assertThat(outcome).isNotNull();
    }
}
