package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Publishers.Use;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.core.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What is on networks, and what its stories are told of what people asked for. Safe for use by many threads. */
record PublishedShelf(Shelf shelf, Publishers publishers, Ids ids, Clock clock) {

    /** What a person asks a network to do. */
    record Request(Attempt.Kind kind, UserId by, Instant at, Optional<Attempt.Wording> wording) {}

    Delivery get(WorkspaceId workspace, DeliveryId id) {
        return shelf.posts().findDelivery(workspace, id).orElseThrow(() -> new NotFoundException("delivery", id));
    }

    /** What follows a delivery; nothing where it is a step itself. */
    List<Delivery> steps(Delivery delivery) {
        return shelf.posts().steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
    }

    StoredPost post(Delivery delivery) {
        return shelf.get(delivery.workspace(), delivery.post()).post();
    }

    /** @throws ConflictException unless it was published */
    static void requirePublished(Delivery delivery) {
        if (!isPublished(delivery)) {
            throw new ConflictException(
                    "not-published",
                    "Only what was published can be removed or corrected on its network; this is "
                            + delivery.state().shown() + ".");
        }
    }

    static boolean isPublished(Delivery delivery) {
        return Refusals.SENT.contains(delivery.state()) && Deliveries.isVisible(delivery);
    }

    /** @throws ConflictException if nobody knows under which id it was published */
    static Publication publication(Delivery delivery) {
        return delivery.publication()
                .filter(publication -> !publication.remoteId().isEmpty())
                .orElseThrow(() -> new ConflictException(
                        "id-unknown",
                        "It is not known under which id this was published; do it on the network by hand."));
    }

    /** @throws UnavailableException if the network has no publisher at this moment */
    PublisherProfile profile(Delivery delivery) {
        return publishers
                .profile(delivery.platform())
                .orElseThrow(() -> new UnavailableException("No publisher for " + delivery.platform()
                        + " is installed at this moment; install it, then repeat this."));
    }

    /**
     * Takes a service of a network, once it is known that there is one.
     *
     * @param verb what the network cannot do without it
     * @throws ConflictException if there is none
     */
    static <S> Supplier<Use<S>> offered(Supplier<Optional<Use<S>>> use, PublisherProfile profile, String verb) {
        Supplier<Use<S>> needed = () -> use.get()
                .orElseThrow(() -> new ConflictException(
                        "not-offered",
                        profile.name() + " does not let others " + verb + " published posts; do it there by hand."));
        needed.get().close();
        return needed;
    }

    /**
     * Tells what came of a request.
     *
     * @param done what becomes of the delivery if the network did it
     */
    void tell(Delivery asked, Request request, NetworkAnswer answer, UnaryOperator<Delivery> done) {
        Attempt line = Attempt.askedByPerson(
                ids.newAttemptId(),
                asked,
                request.kind(),
                request.by(),
                request.at(),
                now(),
                answer.result(),
                answer.detail(),
                request.wording());
        Races.run(() -> {
            Delivery before = get(asked.workspace(), asked.id());
            StoredPost post = post(before);
            List<DeliveryChange> changes =
                    answer.refusal().isPresent() ? List.of() : List.of(new DeliveryChange(before, done.apply(before)));
            return shelf.change(
                    new PostChange(post, post.revision(), List.of(), changes, List.of()).telling(List.of(line)));
        });
    }

    Instant now() {
        return Moments.now(clock);
    }
}
