package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PublishContext;
import java.time.Instant;

/** What a publisher is told about a correction. */
record CorrectionContext(
        DeliveryId delivery, Account account, Message message, IdempotencyKey key, Instant due, Instant deadline)
        implements PublishContext {

    static CorrectionContext of(Delivery delivery, Account account, Message message, Instant deadline) {
        DeliveryId post = delivery.step().map(Step::follows).orElse(delivery.id());
        return new CorrectionContext(post, account, message, delivery.key(), delivery.due(), deadline);
    }

    @Override
    public void allowed(Allowance allowance) {
        // Whether there is room for posts is the engine's to know, and it hears it with the next one.
    }
}
