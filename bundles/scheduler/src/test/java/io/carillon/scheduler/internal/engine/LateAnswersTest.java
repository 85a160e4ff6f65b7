package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AttemptId;
import io.carillon.api.publisher.Unavailable;
import org.junit.jupiter.api.Test;

class LateAnswersTest {

    private static final AttemptId ATTEMPT = new AttemptId("t1");

    private final LateAnswers late = new LateAnswers();

    @Test
    void callThatMissedItsDeadlineIsOutstandingUntilItComesBack() {
        late.await(ATTEMPT);
        assertThat(late.isOutstanding(ATTEMPT)).isTrue();

        late.arrived(ATTEMPT, new Unavailable("down"));
        assertThat(late.isOutstanding(ATTEMPT)).isFalse();
        assertThat(late.find(ATTEMPT)).contains(new Unavailable("down"));
    }

    @Test
    void callThatCameBackWhileItsDeadlineWasBeingNotedIsNotOutstanding() {
        late.arrived(ATTEMPT, new Unavailable("down"));
        late.await(ATTEMPT);

        assertThat(late.isOutstanding(ATTEMPT)).isFalse();
    }
}
