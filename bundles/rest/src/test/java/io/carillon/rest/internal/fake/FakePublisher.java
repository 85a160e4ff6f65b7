package io.carillon.rest.internal.fake;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.MediaRule;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PostOption;
import io.carillon.api.publisher.PostOption.Choice;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;

/** A network that is never called. */
public record FakePublisher(PublisherProfile profile) implements Publisher {

    /** Takes 50 characters and needs nothing to connect. */
    public static FakePublisher sandbox() {
        return new FakePublisher(PublisherProfile.builder(
                        Platform.SANDBOX, "Sandbox", TextRule.of(50, Counting.CODE_POINTS))
                .media(4, false, MediaRule.images(4, 1_000_000, "image/png"))
                .options(
                        PostOption.choice("mood", "Mood", new Choice("calm", "Calm"), new Choice("loud", "Loud"))
                                .usually("calm"),
                        PostOption.text("warning", "Warning", 100),
                        PostOption.flag("blurred", "Blurred"))
                .connect(ConnectMethod.none(new ConnectMethod.Field("handle", "Handle", false, false)))
                .build());
    }

    /** Wants consent on its own pages. */
    public static FakePublisher mastodon() {
        URI somewhere = URI.create("https://mastodon.example/oauth");
        return new FakePublisher(PublisherProfile.builder(
                        Platform.MASTODON, "Mastodon", TextRule.of(500, Counting.GRAPHEMES))
                .connect(ConnectMethod.oauth2(
                        OAuth2Endpoints.at(somewhere, somewhere).scopes("write").build()))
                .build());
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return new Indeterminate("It is a fake.");
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.Unknown("It is a fake.");
    }
}
