package io.carillon.scheduler.replay;

import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.SCHEDULED;

import io.carillon.api.model.Content;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Step;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.store.PostWithDeliveries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold once everything is at rest: what the networks have, beside what is stored. */
final class Checks {

    private final Land land;
    private final People people;
    private final boolean severalNodes;

    Checks(Land land, People people, boolean severalNodes) {
        this.land = land;
        this.people = people;
        this.severalNodes = severalNodes;
    }

    void all() {
        Set<String> known = new HashSet<>();
        for (PostWithDeliveries post : people.posts()) {
            for (Delivery delivery : post.deliveries()) {
                known.add(delivery.id().value());
                check(delivery, delivery.id().value(), List.of());
                List<Delivery> steps = land.store.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
                steps(post, delivery, steps);
                for (Delivery step : steps) {
                    String subject = subject(delivery.id(), step.step().orElseThrow());
                    known.add(subject);
                    check(step, subject, steps);
                }
            }
        }
        land.bells.stream()
                .flatMap(bell -> bell.subjects().stream())
                .filter(subject -> !known.contains(subject))
                .forEach(subject -> land.story.violation("nobody knows of " + subject));
    }

    private static String subject(DeliveryId post, Step step) {
        return post + "/" + step.kind() + step.part();
    }

    /** What a published post brings with it is stored with it. */
    private void steps(PostWithDeliveries post, Delivery delivery, List<Delivery> steps) {
        Content content = post.post().post().content();
        int expected = content.thread().size() + (content.firstComment().isPresent() ? 1 : 0);
        boolean byPerson =
                delivery.publication().filter(one -> one.permalink().isEmpty()).isPresent();
        if (delivery.state() == PUBLISHED && !byPerson && steps.size() != expected) {
            land.story.violation(delivery.id() + " has " + steps.size() + " steps instead of " + expected);
        }
    }

    private void check(Delivery delivery, String subject, List<Delivery> siblings) {
        Bell bell = land.bells.stream()
                .filter(one -> one.platform().equals(delivery.platform()))
                .findFirst()
                .orElseThrow();
        List<Bell.Receipt> receipts = bell.all(subject);
        land.story.tell("end " + subject + " " + delivery.state() + " with " + receipts.size());
        land.story.count(delivery.state().name());
        if (receipts.size() > 1) {
            doubled(subject, bell, receipts);
        }
        switch (delivery.state()) {
            case PUBLISHED, REPORTED -> published(delivery, subject, receipts);
            case IN_DOUBT -> inDoubt(delivery, subject, bell);
            case FAILED, MISSED ->
                absent(delivery, subject, receipts, delivery.problem().isPresent());
            case CANCELLED -> absent(delivery, subject, receipts, true);
            case SCHEDULED -> blocked(delivery, subject, siblings, receipts);
            case DRAFT, WAITING, ARMED, PUBLISHING, RETRYING ->
                land.story.violation(subject + " never came to rest: " + delivery.state());
        }
    }

    /**
     * Twice is only forgiven where the request had left the last check of the claim behind for longer than the claim
     * was sure to last, on a network that knows no key: the gap that nobody can close. It is counted.
     */
    private void doubled(String subject, Bell bell, List<Bell.Receipt> receipts) {
        boolean gap = receipts.stream().anyMatch(one -> one.unchecked().compareTo(Bell.DEADLINE) >= 0);
        boolean keyless = bell.doubt() == DoubtClass.READABLE || bell.doubt() == DoubtClass.NONE;
        land.story.count(gap && keyless ? "DOUBLED IN THE GAP" : "DOUBLED");
        if (!gap || !keyless) {
            land.story.violation(subject + " is there " + receipts.size() + " times: " + receipts);
        }
    }

    private void published(Delivery delivery, String subject, List<Bell.Receipt> receipts) {
        if (receipts.isEmpty()) {
            land.story.violation(subject + " is said to be published, but is not there");
            return;
        }
        String text = delivery.post() + "#" + delivery.revision();
        boolean said = receipts.stream().anyMatch(one -> one.text().equals(text));
        if (delivery.step().isEmpty() && !said) {
            land.story.violation(subject + " should say " + text + ": " + receipts);
        }
    }

    /** Only where nobody can know, and only what was begun and never answered. */
    private void inDoubt(Delivery delivery, String subject, Bell bell) {
        boolean begun = land.ledger.isUnanswered(delivery.id());
        boolean notesGone = severalNodes && land.ledger.hadAClaimantThatDied(delivery.id())
                || land.ledger.isWithoutNotes(delivery.id());
        // Where the repetition of a call is refused, that says nothing about the call.
        boolean refused = bell.hasRejected(delivery.key().value());
        if (bell.doubt() != DoubtClass.NONE && !refused) {
            land.story.violation(subject + " is left in doubt on " + bell.platform() + ": " + delivery.problem());
        } else if (!begun && !notesGone && !refused) {
            land.story.violation(subject + " is in doubt, though no call for it was left unanswered");
        }
        if (delivery.wakeAt().isPresent() || delivery.problem().isEmpty()) {
            land.story.violation(subject + " is in doubt, but not shown to anybody");
        }
        land.story.count(
                refused
                        ? "flagged, repetition rejected"
                        : begun ? "flagged, unanswered" : "flagged, notes out of reach");
    }

    private void absent(Delivery delivery, String subject, List<Bell.Receipt> receipts, boolean explained) {
        boolean gap = receipts.stream().allMatch(one -> one.unchecked().compareTo(Bell.DEADLINE) >= 0);
        if (!gap) {
            land.story.violation(subject + " is said to be " + delivery.state() + ", but is there: " + receipts);
        }
        if (!explained) {
            land.story.violation(subject + " is " + delivery.state() + " without a reason");
        }
    }

    /** A part of a thread waits for the part before it, if that has failed or is in doubt. */
    private void blocked(Delivery delivery, String subject, List<Delivery> siblings, List<Bell.Receipt> receipts) {
        boolean waits = delivery.step().filter(Step::isChained).isPresent()
                && siblings.stream()
                        .anyMatch(one -> one.state() == FAILED
                                || one.state() == IN_DOUBT
                                || one.state() == SCHEDULED && one != delivery);
        if (!waits || !receipts.isEmpty()) {
            land.story.violation(subject + " never came to rest: it is still SCHEDULED");
        }
    }
}
