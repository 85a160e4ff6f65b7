package io.carillon.publisher.contract;

import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PrepareContext;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.spi.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Memory that wants files ahead of time, in two steps that are stored; right but for one mistake. */
final class MemoryUploads implements Publisher {

    private static final List<String> STEPS = List.of("begun", "uploaded", "ready");

    private final Mistake mistake;
    private final MemoryPublisher memory;

    MemoryUploads(Mistake mistake, MemoryPublisher memory) {
        this.mistake = mistake;
        this.memory = memory;
    }

    @Override
    public PublisherProfile profile() {
        PublisherProfile profile = memory.profile();
        return new PublisherProfile(
                profile.platform(),
                profile.name(),
                profile.color(),
                profile.icon(),
                profile.text(),
                profile.media(),
                profile.features(),
                profile.doubt(),
                Duration.ofMinutes(10),
                profile.callDeadline(),
                profile.rateLimits(),
                profile.connect(),
                profile.options(),
                profile.baseUrls());
    }

    @Override
    public PrepareOutcome prepare(PrepareContext context, Optional<PreparedValue> previous) {
        int done = previous.map(value -> STEPS.indexOf(value.value())).orElse(-1);
        if (mistake == Mistake.BREAKS_ON_OLD_VALUES && previous.isPresent() && done < 0) {
            throw new IllegalArgumentException(previous.get().value());
        }
        if (mistake == Mistake.BEGINS_ANEW_AND_FAILS && done >= 0) {
            return Rejected.of("exists", "There is an upload already.");
        }
        for (int step = done + 1; step < STEPS.size() - 1; step++) {
            store(context, STEPS.get(step));
        }
        Instant end = Instant.now().plus(mistake == Mistake.IS_READY_AND_OVER ? Duration.ZERO : Duration.ofHours(1));
        return new Ready(new PreparedValue("ready"), Optional.of(end));
    }

    private void store(PrepareContext context, String step) {
        try {
            context.checkpoint(new PreparedValue(
                    mistake == Mistake.STORES_THE_TOKEN
                            ? step + context.account().grant().secrets()
                            : step));
        } catch (IllegalStateException e) {
            if (mistake != Mistake.GOES_ON_AFTER_A_REFUSAL) {
                throw e;
            }
        }
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        return memory.publish(context, PreparedValue.NOTHING);
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return memory.reconcile(context, attempt);
    }
}
