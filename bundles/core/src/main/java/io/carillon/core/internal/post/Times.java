package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.core.internal.queue.Due;
import java.util.Optional;

/** When the deliveries of a queued post go out. */
interface Times {

    /** The post is not queued. */
    Times NEVER = (account, existing, chosen) -> {
        throw new IllegalStateException("What is not queued has no slot");
    };

    /**
     * When the post goes out to one account.
     *
     * @param existing its delivery, if there is one already
     * @param chosen whether its time is to be chosen anew
     */
    Due of(Account account, Optional<Delivery> existing, boolean chosen);
}
