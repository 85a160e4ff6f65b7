package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.Capabilities;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.sandbox.internal.SandboxNetwork.Parcel;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes to the wall. */
@Component(
        service = {Publisher.class, FollowUps.class, AccountConnector.class, MetricsSource.class},
        property = Publisher.NETWORK + "=sandbox")
public final class SandboxPublisher implements Publisher, FollowUps, AccountConnector, MetricsSource {

    private final PublisherProfile profile;
    private final SandboxNetwork network;

    @Activate
    public SandboxPublisher(@Reference WallService service) {
        this(service.address(), network(service));
    }

    /** For use without a container: keeps its wall in {@code sandbox} of the data folder. */
    public SandboxPublisher() {
        this(EmbeddedWall.ADDRESS, EmbeddedWall.network());
    }

    SandboxPublisher(WallAddress address, SandboxNetwork network) {
        this.profile = SandboxProfile.at(address);
        this.network = network;
    }

    private static SandboxNetwork network(WallService service) {
        return new SandboxNetwork(
                service::wall,
                service.address(),
                new Troubles(new SplittableRandom()),
                Pause.real(),
                Clock.systemUTC());
    }

    @Override
    public PublisherProfile profile() {
        return profile;
    }

    @Override
    public Capabilities capabilities(Account account) {
        return new Capabilities(
                profile.text(),
                profile.media(),
                profile.features(),
                Rehearsal.read(account.settings()).rehearsal().doubt());
    }

    @Override
    public List<Violation> check(Account account, Message message) {
        return Rehearsal.read(account.settings()).violations();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return network.send(context, post(context));
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return network.find(context, post(context), attempt.startedAt());
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        return step.kind() == Step.Kind.PERMALINK
                ? new Published(step.root())
                : network.send(context, reply(context, step));
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return step.kind() == Step.Kind.PERMALINK
                ? new ReconcileOutcome.RepeatSafe()
                : network.find(context, reply(context, step), attempt.startedAt());
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        Handle.Read handle = Handle.read(settings);
        List<Violation> violations = Stream.concat(
                        handle.violations().stream(), Rehearsal.read(settings).violations().stream())
                .toList();
        if (!violations.isEmpty()) {
            return new ConnectOutcome.Refused(violations);
        }
        String name = handle.handle().value();
        return new ConnectOutcome.Identities(List.of(
                new Identity(name, name, handle.handle().displayName(), Optional.empty(), settings, Grant.none())));
    }

    @Override
    public MetricsOutcome fetch(Account account, List<Publication> publications) {
        try {
            return new MetricsOutcome.Read(network.figures(publications));
        } catch (IOException e) {
            return new MetricsOutcome.NotReached("The wall cannot be read: " + e.getMessage());
        }
    }

    private static Parcel post(PublishContext context) {
        Message message = context.message();
        return new Parcel(
                message.text(),
                message.attachments(),
                message.link(),
                Optional.empty(),
                message.options().text(SandboxProfile.MOOD),
                context.key().value(),
                context.delivery().value());
    }

    /** The wall shows everything that follows a post right under it, in the order in which it came. */
    private static Parcel reply(PublishContext context, FollowUp step) {
        Message message = context.message();
        String key = context.key().value();
        return new Parcel(
                message.text(),
                message.attachments(),
                Optional.empty(),
                Optional.of(step.root().remoteId()),
                message.options().text(SandboxProfile.MOOD),
                key,
                key);
    }
}
