package io.carillon.core.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of a step concerns those that wait for it. Not thread-safe. */
final class StepChain {

    private final DeliveryTable table;

    StepChain(DeliveryTable table) {
        this.table = table;
    }

    /** To be called after a row was given what came of it. */
    void follow(Row row) {
        row.delivery.step().ifPresent(step -> {
            if (step.kind() == Step.Kind.PERMALINK) {
                tell(step, row.delivery);
            }
            table.steps(step.follows()).stream()
                    .filter(other -> isWaitingFor(step, other))
                    .forEach(other -> table.put(other, after(step, row.delivery, other.delivery), Optional.empty()));
        });
    }

    /** What a step waits for may have come to something after a person's change of the step was decided on. */
    void catchUp(Row row) {
        row.delivery.step().ifPresent(step -> table.steps(step.follows()).stream()
                .filter(other -> isSettled(other.delivery))
                .filter(other -> other.delivery
                        .step()
                        .filter(before -> step.isNextAfter(before) && isWaitingFor(before, row))
                        .isPresent())
                .findFirst()
                .ifPresent(this::follow));
    }

    private static boolean isSettled(Delivery step) {
        return switch (step.state()) {
            case PUBLISHED, FAILED, CANCELLED -> true;
            case DRAFT, SCHEDULED, WAITING, ARMED, PUBLISHING, RETRYING, IN_DOUBT, MISSED, REPORTED -> false;
        };
    }

    private static boolean isWaitingFor(Step step, Row other) {
        Delivery waiting = other.delivery;
        return waiting.state() == DeliveryState.SCHEDULED
                && waiting.wakeAt().isEmpty()
                && waiting.step().filter(its -> its.comesAfter(step)).isPresent();
    }

    private static Delivery after(Step step, Delivery settled, Delivery waiting) {
        boolean begins = settled.state() == DeliveryState.PUBLISHED
                && waiting.step().filter(its -> its.isNextAfter(step)).isPresent();
        return waiting.toBuilder()
                .problem(Step.blockedBy(step, settled.state()))
                .wakeAt(begins ? Optional.of(waiting.due()) : Optional.empty())
                .build();
    }

    private void tell(Step step, Delivery found) {
        Optional<Row> parent = table.find(step.follows());
        parent.filter(row -> found.state() == DeliveryState.PUBLISHED).ifPresent(row -> {
            Optional<Publication> published = row.delivery
                    .publication()
                    .map(publication -> new Publication(
                            publication.remoteId(),
                            found.publication().flatMap(Publication::permalink).or(publication::permalink),
                            publication.publishedAt()));
            table.put(row, row.delivery.toBuilder().publication(published).build(), row.held);
        });
    }

    /** What a step follows: the post itself and then, for a part of a thread, the parts before it. */
    List<Publication> published(Step step) {
        List<Delivery> earlier = table.steps(step.follows()).stream()
                .map(row -> row.delivery)
                .filter(other -> other.step().filter(step::comesAfter).isPresent())
                .toList();
        return Stream.concat(table.find(step.follows()).map(row -> row.delivery).stream(), earlier.stream())
                .flatMap(delivery -> delivery.publication().stream())
                .toList();
    }
}
