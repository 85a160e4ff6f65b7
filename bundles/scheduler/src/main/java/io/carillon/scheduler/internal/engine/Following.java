package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import java.util.Optional;

/** A step's calls in the shape of a post's, so that everything that is true of posts is true of steps. */
record Following(FollowUps network, FollowUp step, PublisherProfile profile) implements Publisher {

    /** Whoever makes the calls for a claim: the publisher itself, or what follows up on its posts. */
    static Optional<Publishers.Use<Publisher>> use(Publishers publishers, PublisherProfile profile, Claim claim) {
        Optional<Step> step = claim.delivery().step();
        return step.isEmpty()
                ? publishers.use(profile.platform())
                : publishers
                        .use(FollowUps.class, profile.platform())
                        .map(use -> new Held(use, new Following(use.service(), followUp(step.get(), claim), profile)));
    }

    private static FollowUp followUp(Step step, Claim claim) {
        return new FollowUp(step.kind(), step.part(), claim.published());
    }

    /** Whether somebody is there to make a delivery's calls. */
    static boolean isPresent(Publishers publishers, Delivery delivery) {
        boolean published = publishers.profile(delivery.platform()).isPresent();
        if (delivery.step().isEmpty() || !published) {
            return published;
        }
        Optional<Publishers.Use<FollowUps>> use = publishers.use(FollowUps.class, delivery.platform());
        use.ifPresent(Publishers.Use::close);
        return use.isPresent();
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        return network.prepare(context, step, previous);
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return network.follow(context, step, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return network.reconcile(context, step, attempt);
    }

    private record Held(Publishers.Use<FollowUps> use, Publisher service) implements Publishers.Use<Publisher> {

        @Override
        public void close() {
            use.close();
        }
    }
}
