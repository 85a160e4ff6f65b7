package io.carillon.core.internal.publisher;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import io.carillon.core.publisher.PublisherRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Brings the services of networks into the registry as bundles come and go. */
@Component(service = Publishers.class, immediate = true)
public final class PublishersComponent implements Publishers {

    private static final String RANKING = "service.ranking";

    private final PublisherRegistry registry;

    @Activate
    public PublishersComponent() {
        this(PublisherRegistry.create());
    }

    PublishersComponent(PublisherRegistry registry) {
        this.registry = registry;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addPublisher(Publisher publisher, Map<String, Object> properties) {
        registry.add(publisher, network(properties), ranking(properties));
    }

    void removePublisher(Publisher publisher) {
        registry.remove(publisher);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addConnector(AccountConnector connector, Map<String, Object> properties) {
        registry.addCompanion(AccountConnector.class, connector, network(properties), ranking(properties));
    }

    void removeConnector(AccountConnector connector) {
        registry.removeCompanion(AccountConnector.class, connector);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addFollowUps(FollowUps followUps, Map<String, Object> properties) {
        registry.addCompanion(FollowUps.class, followUps, network(properties), ranking(properties));
    }

    void removeFollowUps(FollowUps followUps) {
        registry.removeCompanion(FollowUps.class, followUps);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addRemover(Remover remover, Map<String, Object> properties) {
        registry.addCompanion(Remover.class, remover, network(properties), ranking(properties));
    }

    void removeRemover(Remover remover) {
        registry.removeCompanion(Remover.class, remover);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addEditor(Editor editor, Map<String, Object> properties) {
        registry.addCompanion(Editor.class, editor, network(properties), ranking(properties));
    }

    void removeEditor(Editor editor) {
        registry.removeCompanion(Editor.class, editor);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addMetricsSource(MetricsSource source, Map<String, Object> properties) {
        registry.addCompanion(MetricsSource.class, source, network(properties), ranking(properties));
    }

    void removeMetricsSource(MetricsSource source) {
        registry.removeCompanion(MetricsSource.class, source);
    }

    /** A missing property is refused like a wrong one, with the same words in the log. */
    private static String network(Map<String, Object> properties) {
        return String.valueOf(properties.getOrDefault(Publisher.NETWORK, ""));
    }

    private static int ranking(Map<String, Object> properties) {
        return properties.get(RANKING) instanceof Integer ranking ? ranking : 0;
    }

    @Override
    public List<PublisherProfile> profiles() {
        return registry.profiles();
    }

    @Override
    public Optional<PublisherProfile> profile(Platform platform) {
        return registry.profile(platform);
    }

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
        return registry.use(platform);
    }

    @Override
    public <S> Optional<Use<S>> use(Class<S> companion, Platform platform) {
        return registry.use(companion, platform);
    }

    @Override
    public UploadPace pace() {
        return registry.pace();
    }

    @Override
    public List<Platform> contested() {
        return registry.contested();
    }

    @Override
    public void addListener(Listener listener) {
        registry.addListener(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        registry.removeListener(listener);
    }
}
