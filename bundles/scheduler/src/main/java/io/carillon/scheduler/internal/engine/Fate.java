package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.ARMED;
import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.WAITING;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a delivery in the same way, whoever finds it out. */
final class Fate {

    private Fate() {}

    /** Failed before it could ever be sent. */
    static Delivery unsendable(Delivery before, Problem problem) {
        DeliveryState armed = before.state() == ARMED ? ARMED : before.state().become(ARMED);
        return failed(before.toBuilder(), before, problem)
                .state(armed.become(PUBLISHING).become(FAILED))
                .retryAt(Optional.empty())
                .build();
    }

    /** What was prepared for a delivery that failed is not trusted again. */
    static DeliveryBuilder failed(DeliveryBuilder builder, Delivery before, Problem problem) {
        return builder.problem(Optional.of(problem)).wakeAt(Optional.empty()).preparation(anew(before));
    }

    /** Yet to be prepared, and put off until its account is connected again. */
    static Delivery reconnect(Delivery before, Problem problem) {
        return before.toBuilder()
                .preparation(Preparation.PENDING)
                .state(before.state().become(WAITING))
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .problem(Optional.of(problem))
                .retryAt(Optional.empty())
                .wakeAt(Optional.empty())
                .build();
    }

    /** What was prepared is of no use any more. */
    static Settlement unprepared(Settlement settlement) {
        Delivery delivery = settlement.delivery();
        return new Settlement(
                settlement.claim(),
                delivery.toBuilder().preparation(anew(delivery)).build(),
                settlement.attempt(),
                settlement.doubted(),
                true);
    }

    /** The network wants nothing before then, so that it is not late before then either. */
    static Settlement heldBack(Settlement settlement, Instant until) {
        return new Settlement(
                settlement.claim(),
                settlement.delivery().toBuilder().lateFrom(Optional.of(until)).build(),
                settlement.attempt(),
                settlement.doubted(),
                settlement.forgetPrepared());
    }

    private static Preparation anew(Delivery delivery) {
        return delivery.preparation() == Preparation.NONE ? Preparation.NONE : Preparation.PENDING;
    }

    /** How late a call was that began then; negative if it was early. */
    static Duration lateness(Delivery delivery, Instant entry) {
        return Duration.between(delivery.due(), entry);
    }
}
