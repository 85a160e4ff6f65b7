package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt.Result;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.service.UncertainException;
import java.util.Optional;

/**
 * What a network said to a person's request: for the story, and for the person.
 *
 * @param refusal what the person is told, unless it was done
 */
record NetworkAnswer(Result result, String detail, Optional<RuntimeException> refusal) {

    /**
     * @param network as people know it
     * @param asked what it was asked for, as the end of "It is not known whether …"
     * @param done what it did, as a sentence
     */
    static NetworkAnswer of(PublishOutcome outcome, String network, String asked, String done) {
        return outcome.fold(new PublishOutcome.Cases<>() {

            @Override
            public NetworkAnswer published(Published published) {
                return new NetworkAnswer(Result.DONE, done, Optional.empty());
            }

            @Override
            public NetworkAnswer throttled(Throttled throttled) {
                return later(
                        Result.THROTTLED,
                        throttled.reason(),
                        network + " takes no more calls before " + throttled.retryAt()
                                + "; repeat this then. Nothing was changed.");
            }

            @Override
            public NetworkAnswer unavailable(Unavailable unavailable) {
                return later(
                        Result.UNAVAILABLE,
                        unavailable.reason(),
                        network + " could not be asked: " + unavailable.reason()
                                + " Nothing was changed; repeat this.");
            }

            @Override
            public NetworkAnswer prepareAgain(PrepareAgain again) {
                return later(
                        Result.UNAVAILABLE,
                        again.reason(),
                        network + " no longer has what was sent before: " + again.reason() + " Repeat this.");
            }

            @Override
            public NetworkAnswer rejected(Rejected rejected) {
                return refused(
                        Result.REJECTED,
                        rejected.problem().detail(),
                        "network-refused",
                        network + " refused: " + rejected.problem().detail());
            }

            @Override
            public NetworkAnswer reauthorisationNeeded(ReauthorisationNeeded needed) {
                return refused(
                        Result.REAUTHORISATION_NEEDED,
                        needed.reason(),
                        "needs-reconnect",
                        network + " no longer takes what this server knows of the account: " + needed.reason()
                                + " Connect it again, then repeat this.");
            }

            @Override
            public NetworkAnswer indeterminate(Indeterminate indeterminate) {
                return new NetworkAnswer(
                        Result.INDETERMINATE,
                        indeterminate.reason(),
                        Optional.of(new UncertainException("It is not known whether " + asked + ": "
                                + indeterminate.reason() + " Repeat this; doing it twice harms nothing.")));
            }

            private NetworkAnswer refused(Result result, String reason, String code, String detail) {
                return new NetworkAnswer(result, reason, Optional.of(new ConflictException(code, detail)));
            }

            private NetworkAnswer later(Result result, String reason, String detail) {
                return new NetworkAnswer(result, reason, Optional.of(new UnavailableException(detail)));
            }
        });
    }
}
