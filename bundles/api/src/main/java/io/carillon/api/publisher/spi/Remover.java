package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.PublishOutcome;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes published posts off the network. */
@ConsumerType
public interface Remover {

    /**
     * Removes a post; one that is gone already counts as removed.
     *
     * @return {@code Published} with the removed post's ids when it is gone
     */
    PublishOutcome remove(Account account, Publication publication);
}
