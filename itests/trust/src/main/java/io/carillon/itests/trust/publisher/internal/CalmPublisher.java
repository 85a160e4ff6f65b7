package io.carillon.itests.trust.publisher.internal;

import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.NetworkClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The network calm-keyed. */
@Component(service = Publisher.class, property = Publisher.NETWORK + "=trust-calm-keyed")
public final class CalmPublisher extends ReceiptPublisher {

    @Activate
    public CalmPublisher(@Reference NetworkClient client) {
        super("trust-calm-keyed", DoubtClass.KEYED, client);
    }
}
