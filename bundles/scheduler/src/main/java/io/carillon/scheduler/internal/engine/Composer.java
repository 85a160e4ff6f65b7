package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.Message;

/** Makes of a post what one account publishes. */
@FunctionalInterface
public interface Composer {

    Message compose(StoredPost post, Account account);
}
