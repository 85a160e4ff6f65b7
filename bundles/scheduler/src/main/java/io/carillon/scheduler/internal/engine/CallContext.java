package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.Allowance;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.store.ClaimKind;
import java.time.Instant;
import java.util.function.Predicate;

/** What a publisher is told about a delivery. */
record CallContext(
        DeliveryId delivery,
        Account account,
        Message message,
        IdempotencyKey key,
        Instant due,
        Instant deadline,
        Told told)
        implements PublishContext {

    /** Hears what a network says of how much more it takes. */
    @FunctionalInterface
    interface Told {

        void hear(ClaimKind kind, Allowance allowance);
    }

    static CallContext of(Delivery delivery, Account account, Message message, Instant deadline, Told told) {
        DeliveryId post = delivery.step().map(Step::follows).orElse(delivery.id());
        return new CallContext(post, account, message, delivery.key(), delivery.due(), deadline, told);
    }

    CallContext until(Instant other) {
        return new CallContext(delivery, account, message, key, due, other, told);
    }

    @Override
    public void allowed(Allowance allowance) {
        told.hear(ClaimKind.PUBLISH, allowance);
    }

    /** @param store stores progress, and tells whether the claim still holds */
    PrepareContext preparing(Predicate<PreparedValue> store) {
        return new Preparing(this, store);
    }

    private record Preparing(CallContext call, Predicate<PreparedValue> store) implements PrepareContext {

        @Override
        public DeliveryId delivery() {
            return call.delivery();
        }

        @Override
        public Account account() {
            return call.account();
        }

        @Override
        public Message message() {
            return call.message();
        }

        @Override
        public IdempotencyKey key() {
            return call.key();
        }

        @Override
        public Instant due() {
            return call.due();
        }

        @Override
        public Instant deadline() {
            return call.deadline();
        }

        @Override
        public void allowed(Allowance allowance) {
            call.told().hear(ClaimKind.PREPARE, allowance);
        }

        @Override
        public void checkpoint(PreparedValue progress) {
            if (!store.test(progress)) {
                throw new IllegalStateException("The post was edited or cancelled, or another node took over: stop.");
            }
        }
    }
}
