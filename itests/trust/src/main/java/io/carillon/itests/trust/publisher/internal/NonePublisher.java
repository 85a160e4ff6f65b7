package io.carillon.itests.trust.publisher.internal;

import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.NetworkClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The network none. */
@Component(service = Publisher.class, property = Publisher.NETWORK + "=trust-none")
public final class NonePublisher extends ReceiptPublisher {

    @Activate
    public NonePublisher(@Reference NetworkClient client) {
        super("trust-none", DoubtClass.NONE, client);
    }
}
