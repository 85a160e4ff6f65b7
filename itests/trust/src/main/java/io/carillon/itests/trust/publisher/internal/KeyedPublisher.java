package io.carillon.itests.trust.publisher.internal;

import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.NetworkClient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The network keyed. */
@Component(service = Publisher.class, property = Publisher.NETWORK + "=trust-keyed")
public final class KeyedPublisher extends ReceiptPublisher {

    @Activate
    public KeyedPublisher(@Reference NetworkClient client) {
        super("trust-keyed", DoubtClass.KEYED, client);
    }
}
