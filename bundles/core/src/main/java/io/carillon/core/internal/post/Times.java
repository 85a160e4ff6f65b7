package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.core.internal.queue.Due;
import java.time.Instant;
import java.util.Optional;

/** When the deliveries of a post go out. */
interface Times {

    /** The post is a draft: none goes out. */
    Times NEVER = (account, existing, chosen) -> {
        throw new IllegalStateException("A draft has no time");
    };

    /** All at one instant. */
    static Times at(Instant instant) {
        return (account, existing, chosen) -> Due.at(instant);
    }

    /**
     * When the post goes out to one account.
     *
     * @param existing its delivery, if there is one already
     * @param chosen whether its time is to be chosen anew
     */
    Due of(Account account, Optional<Delivery> existing, boolean chosen);
}
