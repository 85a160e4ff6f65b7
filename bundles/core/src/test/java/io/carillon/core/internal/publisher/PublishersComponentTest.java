package io.carillon.core.internal.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.core.FakePublisher;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishersComponentTest {

    private final PublishersComponent component = new PublishersComponent();
    private final FakePublisher publisher =
            new FakePublisher(PublisherProfile.builder(Platform.X, "X", TextRule.of(280, Counting.WEIGHTED))
                    .build());

    @Test
    void servicesAreJoinedByTheirNetworkPropertyAndRanked() {
        FakePublisher higher = new FakePublisher(publisher.profile());
        AccountConnector connector = (settings, consent) -> {
            throw new IllegalStateException("not called");
        };

        component.addPublisher(publisher, Map.of(Publisher.NETWORK, "x", "service.id", 7L));
        component.addPublisher(higher, Map.of(Publisher.NETWORK, "x", "service.ranking", 10));
        component.addConnector(connector, Map.of(Publisher.NETWORK, "x"));

        assertThat(component.use(Platform.X).orElseThrow().service()).isSameAs(higher);
        assertThat(component.contested()).containsExactly(Platform.X);
        assertThat(component
                        .use(AccountConnector.class, Platform.X)
                        .orElseThrow()
                        .service())
                .isSameAs(connector);
    }

    @Test
    void servicesThatGoAreGone() {
        AccountConnector connector = (settings, consent) -> {
            throw new IllegalStateException("not called");
        };
        component.addPublisher(publisher, Map.of(Publisher.NETWORK, "x"));
        component.addConnector(connector, Map.of(Publisher.NETWORK, "x"));

        component.removePublisher(publisher);
        component.removeConnector(connector);

        assertThat(component.profiles()).isEmpty();
        assertThat(component.use(AccountConnector.class, Platform.X)).isEmpty();
    }

    @Test
    void serviceWithoutTheNetworkPropertyIsNotUsed() {
        component.addPublisher(publisher, Map.of());

        assertThat(component.profiles()).isEmpty();
    }
}
