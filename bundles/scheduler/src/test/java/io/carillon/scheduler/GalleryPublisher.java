package io.carillon.scheduler;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network that takes everything; named in {@code META-INF/services}, so that a plain scheduler finds it. */
public final class GalleryPublisher implements Publisher, FollowUps {

    private final List<Message> shown = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    List<Message> shown() {
        return shown;
    }

    List<String> tokens() {
        return tokens;
    }

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(Platform.INSTAGRAM, "Gallery", TextRule.of(2200, Counting.CODE_POINTS))
                .features(Feature.FIRST_COMMENT, Feature.THREAD)
                .build();
    }

    @Override
    public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
        return publish(context, prepared);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
        return new ReconcileOutcome.Absent();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        shown.add(context.message());
        tokens.add(context.account().grant().secret("accessToken").orElse(""));
        return Published.of("g" + shown.size(), URI.create("https://gallery.test/" + shown.size()), Instant.now());
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.Absent();
    }
}
