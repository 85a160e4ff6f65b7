package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the networks have, beside what Carillon says: the invariants of every trust test. */
final class Promises {

    private final String story;
    private final List<Event> events;
    private final List<Delivery> deliveries;
    private final Map<String, List<Event>> receipts;

    /** @param story seed and round, for whoever has to find out what went wrong */
    Promises(String story, List<Event> events, List<Delivery> deliveries) {
        this.story = story;
        this.events = events;
        this.deliveries = deliveries;
        receipts = events.stream()
                .filter(event -> event.is("RECEIPT"))
                .collect(Collectors.groupingBy(event -> event.network() + " " + event.text()));
    }

    /** No receipt twice; everything is published, failed with a reason, or flagged where nobody can know. */
    Promises hold() {
        return holdBut("");
    }

    /** @param keyless the network on which a request that was stopped behind its last check may double a post */
    Promises holdBut(String keyless) {
        receipts.forEach((what, all) -> {
            assertThat(all).as("%s: %s", story, what).hasSizeLessThan(what.startsWith(keyless + " ") ? 3 : 2);
        });
        for (Delivery delivery : deliveries) {
            int there = receipts.getOrDefault(delivery.network() + " " + delivery.text(), List.of())
                    .size();
            String what = story + ": " + delivery + " with " + there + " receipts";
            switch (delivery.state()) {
                case "PUBLISHED" -> assertThat(there).as(what).isPositive();
                case "IN_DOUBT" -> assertThat(delivery.network()).as(what).isEqualTo(House.NONE);
                default -> {
                    assertThat(there).as(what).isZero();
                    assertThat(delivery.problem()).as(what).isNotEmpty();
                }
            }
        }
        return this;
    }

    /** Nothing is asked of a network before its time, by the clock of this machine. */
    Promises noneBefore(Instant due) {
        assertThat(events.stream()
                        .filter(event -> event.is("REQUEST") && event.at().isBefore(due)))
                .as(story)
                .isEmpty();
        return this;
    }

    /** Whoever was told to wait waits. */
    Promises waitsAreKept() {
        Map<String, Instant> until = new HashMap<>();
        for (Event event : events) {
            String sender = event.network() + " " + event.key();
            if (event.is("REQUEST") && until.containsKey(sender)) {
                assertThat(event.at()).as("%s: %s", story, event).isAfterOrEqualTo(until.get(sender));
            }
            if (event.is("THROTTLED")) {
                until.put(sender, event.at().plusSeconds(Long.parseLong(event.what())));
            }
        }
        return this;
    }

    /**
     * What was answered well before a moment is not in doubt: flagged is only what was begun and not answered.
     *
     * @param stall how long the machine kept processes waiting meanwhile, each of the steps from an answer that arrives to
     *     its result in the store
     */
    Promises flaggedOnlyWhatWasOpen(Instant moment, Duration stall) {
        Instant sure = moment.minus(Duration.ofMillis(500)).minus(stall.multipliedBy(4));
        for (Delivery delivery : deliveries) {
            boolean answered = events.stream()
                    .anyMatch(event -> event.is("ANSWER")
                            && event.at().isBefore(sure)
                            && event.network().equals(delivery.network())
                            && event.text().equals(delivery.text()));
            assertThat(delivery.isFlagged() && answered)
                    .as("%s: %s was answered before it was doubted", story, delivery)
                    .isFalse();
        }
        return this;
    }

    /** Nothing is flagged for which no call was ever begun. */
    boolean flagsOnlyWhatWasBegun() {
        return deliveries.stream().filter(Delivery::isFlagged).allMatch(this::isBegun);
    }

    private boolean isBegun(Delivery delivery) {
        return events.stream()
                .anyMatch(event -> event.is("REQUEST")
                        && event.network().equals(delivery.network())
                        && event.text().equals(delivery.text()));
    }

    /** How many are there more than once. */
    long doubled() {
        return receipts.values().stream().filter(all -> all.size() > 1).count();
    }

    long flagged() {
        return deliveries.stream().filter(Delivery::isFlagged).count();
    }

    long published() {
        return deliveries.stream()
                .filter(delivery -> delivery.state().equals("PUBLISHED"))
                .count();
    }

    /** Of these, so many were on the network all the same. */
    long flaggedAndThere() {
        return deliveries.stream()
                .filter(Delivery::isFlagged)
                .filter(delivery -> receipts.containsKey(delivery.network() + " " + delivery.text()))
                .count();
    }
}
