package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Publishers.Use;
import io.carillon.core.internal.post.PublishedShelf.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Takes published posts off their networks, with what follows them. */
final class Removal {

    private final PublishedShelf shelf;
    private final Posts people;
    private final NetworkCalls calls;

    Removal(PublishedShelf shelf, Posts people, NetworkCalls calls) {
        this.shelf = shelf;
        this.people = people;
        this.calls = calls;
    }

    Delivery remove(WorkspaceId workspace, DeliveryId id, UserId by) {
        Delivery asked = shelf.get(workspace, id);
        PublishedShelf.requirePublished(asked);
        List<Delivery> steps = shelf.steps(asked);
        requireSettled(steps);
        List<Delivery> left = left(asked, steps);
        PublisherProfile profile = shelf.profile(asked);
        Supplier<Use<Remover>> remover = PublishedShelf.offered(
                () -> shelf.publishers().use(Remover.class, asked.platform()), profile, "remove");
        if (steps.stream().anyMatch(Deliveries::mayCancel)) {
            people.cancel(workspace, id, by);
        }
        left.forEach(one -> remove(one, profile, remover, by));
        return shelf.get(workspace, id);
    }

    /** The post goes first: it is what must no longer be seen, and some networks take along what follows it. */
    private static List<Delivery> left(Delivery asked, List<Delivery> steps) {
        List<Delivery> left = Stream.concat(
                        Stream.of(asked),
                        steps.stream().filter(PublishedShelf::isPublished).filter(step -> step.publication()
                                .isPresent()))
                .filter(one -> one.removedAt().isEmpty())
                .toList();
        if (left.isEmpty()) {
            throw Refusals.removed();
        }
        return left;
    }

    private static void requireSettled(List<Delivery> steps) {
        Refusals.refusePublishingSteps(steps);
        if (Refusals.hold(steps, EnumSet.of(DeliveryState.IN_DOUBT))) {
            throw new ConflictException(
                    "in-doubt",
                    "It is not known yet whether something that follows this post was published; wait until that is"
                            + " settled, or resolve it, and remove all of it then.");
        }
    }

    private void remove(Delivery delivery, PublisherProfile profile, Supplier<Use<Remover>> remover, UserId by) {
        Publication publication = PublishedShelf.publication(delivery);
        Request request = new Request(Attempt.Kind.REMOVED_BY_PERSON, by, shelf.now(), Optional.empty());
        PublishOutcome outcome = calls.call(
                delivery, profile.callDeadline(), remover, (service, account) -> service.remove(account, publication));
        NetworkAnswer answer = NetworkAnswer.of(
                outcome, profile.name(), name(delivery) + " was removed", "It is no longer on " + profile.name() + ".");
        shelf.tell(
                delivery,
                request,
                answer,
                before -> before.removedAt().isPresent()
                        ? before
                        : before.toBuilder().removedAt(shelf.now()).build());
        answer.refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }

    private static String name(Delivery delivery) {
        return delivery.step()
                .map(step -> step.kind() == Step.Kind.FIRST_COMMENT
                        ? "the first comment"
                        : "part " + (step.part() + 2) + " of the thread")
                .orElse("the post");
    }
}
