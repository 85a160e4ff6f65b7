package io.carillon.itests.trust.publisher.internal;

import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.NetworkClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The network readable. */
@Component(service = Publisher.class, property = Publisher.NETWORK + "=trust-readable")
public final class ReadablePublisher extends ReceiptPublisher {

    @Activate
    public ReadablePublisher(@Reference NetworkClient client) {
        super("trust-readable", DoubtClass.READABLE, client);
    }
}
