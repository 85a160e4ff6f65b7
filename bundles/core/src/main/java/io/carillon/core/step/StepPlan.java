package io.carillon.core.step;

import io.carillon.api.model.Account;
import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Options;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Step;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Publishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plans the steps that follow a published delivery: each with a key of its own, and with what it says frozen, so that a
 * later edit of the post changes nothing of it. Safe for use by many threads if its keys are.
 */
public final class StepPlan {

    private static final ThreadPart NOTHING = new ThreadPart("", List.of());

    private final Publishers publishers;
    private final Supplier<IdempotencyKey> keys;

    public StepPlan(Publishers publishers, Supplier<IdempotencyKey> keys) {
        this.publishers = Objects.requireNonNull(publishers, "publishers");
        this.keys = Objects.requireNonNull(keys, "keys");
    }

    /**
     * The steps of a delivery, in their order. What its network does not offer is left out, as preflight has said; while
     * its publisher is absent, nobody knows that, and nothing is left out.
     *
     * @param published the delivery as it is from now on
     * @param post that it is of
     * @param now since when they can be taken
     */
    public List<Delivery> of(Delivery published, Post post, Instant now) {
        Optional<PublisherProfile> profile = publishers.profile(published.platform());
        Optional<Content> content = post.accounts().stream()
                .filter(account -> account.id().equals(published.account()))
                .findFirst()
                .map((Account account) -> post.contentFor(account));
        Options options = content.map(Content::options).orElse(Options.NONE);
        List<Step> steps = new ArrayList<>();
        if (profile.filter(known -> offers(known, Feature.PERMALINK)).isPresent() && lacksPermalink(published)) {
            steps.add(new Step(published.id(), 0, Step.Kind.PERMALINK, 0, NOTHING, options));
        }
        content.flatMap(Content::firstComment)
                .filter(text -> mayOffer(profile, Feature.FIRST_COMMENT))
                .ifPresent(text -> steps.add(new Step(
                        published.id(),
                        steps.size(),
                        Step.Kind.FIRST_COMMENT,
                        0,
                        new ThreadPart(text, List.of()),
                        options)));
        List<ThreadPart> thread = content.map(Content::thread)
                .filter(parts -> mayOffer(profile, Feature.THREAD))
                .orElse(List.of());
        for (int part = 0; part < thread.size(); part++) {
            steps.add(new Step(published.id(), steps.size(), Step.Kind.THREAD_PART, part, thread.get(part), options));
        }
        Preparation preparation = profile.filter(known -> known.prepareWindow().isZero())
                .map(known -> Preparation.NONE)
                .orElse(Preparation.PENDING);
        return steps.stream()
                .map(step -> planned(published, step, preparation, now))
                .toList();
    }

    private Delivery planned(Delivery published, Step step, Preparation preparation, Instant now) {
        Optional<Instant> wakeAt = step.part() == 0 ? Optional.of(now) : Optional.empty();
        Delivery planned = Delivery.following(published, step, keys.get(), preparation, now, wakeAt);
        if (published.publication().isPresent()) {
            return planned;
        }
        return planned.toBuilder()
                .state(DeliveryState.FAILED)
                .wakeAt(Optional.empty())
                .problem(Optional.of(new Problem(
                        "parent-unknown",
                        "It is not known under which id the post was published, so that nothing can follow it."
                                + " Add the rest on the network by hand.")))
                .build();
    }

    private static boolean lacksPermalink(Delivery published) {
        return published
                .publication()
                .filter(publication -> publication.permalink().isEmpty())
                .isPresent();
    }

    private static boolean mayOffer(Optional<PublisherProfile> profile, Feature feature) {
        return profile.map(known -> offers(known, feature)).orElse(true);
    }

    private static boolean offers(PublisherProfile profile, Feature feature) {
        return profile.features().contains(feature);
    }
}
