package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.MetricsOutcome;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads the figures of published posts. */
@ConsumerType
public interface MetricsSource {

    /** Reads the figures of some posts of one account. */
    MetricsOutcome fetch(Account account, List<Publication> publications);
}
