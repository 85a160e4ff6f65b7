package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.observe.DispatchObserver.StoreCall;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Puts results into the store, and tells what came of that. Fails where the store does. */
final class Recorder {

    private final Parts parts;
    private final ResultWriter.Listener listener;
    private final Consumer<Attempt> evidence;

    /** @param evidence takes what is to be stored besides, later */
    Recorder(Parts parts, ResultWriter.Listener listener, Consumer<Attempt> evidence) {
        this.parts = parts;
        this.listener = listener;
        this.evidence = evidence;
    }

    /** @param results settlements, or one thing of another kind */
    void store(List<Unstored> results) {
        Unstored first = results.get(0);
        if (first instanceof Unstored.Evidence found) {
            add(found);
        } else if (first instanceof Unstored.Deed deed) {
            deed.work().run();
        } else if (first instanceof Unstored.Finish finish) {
            finish(finish);
        } else {
            settle(results.stream().map(Unstored.Settle.class::cast).toList());
        }
    }

    private void add(Unstored.Evidence found) {
        if (!found.tried() || !isRecorded(found.attempt())) {
            parts.store().addEvidence(found.attempt());
        }
    }

    private void finish(Unstored.Finish visit) {
        parts.store().prepared(visit.claim(), visit.value(), visit.ready(), visit.expiresAt(), visit.wakeAt());
        listener.prepared(visit.claim(), visit.wakeAt());
    }

    private void settle(List<Unstored.Settle> results) {
        List<Settlement> all = results.stream().map(Unstored.Settle::settlement).toList();
        long begun = parts.time().timer().nanoTime();
        Set<AttemptId> taken = parts.store().settle(all);
        parts.observer()
                .stored(StoreCall.SETTLE, all.size(), parts.time().timer().nanoTime() - begun);
        List<Unstored.Settle> refused = results.stream()
                .filter(result -> !taken.contains(result.settlement().claim()))
                .filter(result -> !wasStoredBefore(result))
                .toList();
        refused.forEach(this::handOver);
        results.forEach(result -> result.mark().ifPresent(Journal.Mark::clear));
        listener.stored(all, refused.stream().map(Unstored.Settle::settlement).toList());
    }

    /** The answer to an earlier commit may have been lost. */
    private boolean wasStoredBefore(Unstored.Settle result) {
        return result.tried()
                && result.settlement().attempt().filter(this::isRecorded).isPresent();
    }

    /** Whoever took a delivery over tells of the same attempt, too: that it is in doubt. */
    private boolean isRecorded(Attempt attempt) {
        return parts.posts().attempts(attempt.delivery()).stream()
                .anyMatch(known -> known.id().equals(attempt.id())
                        && known.node().equals(attempt.node())
                        && known.result() == attempt.result());
    }

    /** Somebody else took the delivery over: what this attempt found out is evidence for them. */
    private void handOver(Unstored.Settle refused) {
        Settlement settlement = refused.settlement();
        settlement
                .attempt()
                .ifPresent(attempt -> evidence.accept(
                        LateAnswers.evidence(attempt, parts.ids().get())));
        DeliveryId delivery = settlement.delivery().id();
        if (refused.call() instanceof Unstored.Call.Answered answered) {
            listener.knownBetter(settlement.claim(), delivery, Optional.of(answered.outcome()));
        } else if (refused.call() instanceof Unstored.Call.NeverMade) {
            listener.knownBetter(settlement.claim(), delivery, Optional.empty());
        }
    }
}
