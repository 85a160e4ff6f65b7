package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads the figures of published posts. */
@ConsumerType
public interface MetricsSource {

    /**
     * Reads the figures of some posts of one account.
     *
     * @return by remote id; posts that the network no longer has are left out
     * @throws IOException if the network could not be read; the same may work later
     */
    Map<String, Metrics> fetch(Account account, List<Publication> publications) throws IOException;
}
