package io.carillon.itests.benchmarks.contender;

import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;
import java.time.Instant;

/** Hands posts to whoever measures. */
final class BenchPublisher implements Publisher {

    private final Contender.Receiver receiver;

    BenchPublisher(Contender.Receiver receiver) {
        this.receiver = receiver;
    }

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(CarillonContender.BELL, "Bench", TextRule.of(500, Counting.CODE_POINTS))
                .build();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        String id = context.delivery().value();
        try {
            receiver.receive(id);
        } catch (Exception e) {
            return new Indeterminate(e.toString());
        }
        return Published.of(id, URI.create("https://bench.example/" + id), Instant.now());
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.Unknown("Nothing is lost here");
    }
}
