package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Sample;
import io.carillon.api.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A published delivery whose figures are to be read.
 *
 * @param age at which they are read next
 * @param failures in a row
 * @param wakeAt when that is to be done; of one that is claimed, when the claim ends
 */
public record Sampling(
        DeliveryId delivery,
        WorkspaceId workspace,
        AccountId account,
        Platform platform,
        Publication publication,
        Duration age,
        int failures,
        Instant wakeAt) {

    public Sampling {
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(publication, "publication");
        Objects.requireNonNull(age, "age");
        Objects.requireNonNull(wakeAt, "wakeAt");
    }

    /** To be done then, at that age. */
    public Sampling next(Duration at, Instant wake, int failed) {
        return new Sampling(delivery, workspace, account, platform, publication, at, failed, wake);
    }

    /**
     * What came of reading figures.
     *
     * @param claimed under which it was found out
     * @param sample what was read
     * @param next what is to be done next; absent if nothing is
     */
    public record Outcome(Sampling claimed, Optional<Sample> sample, Optional<Sampling> next) {

        public Outcome {
            Objects.requireNonNull(claimed, "claimed");
            Objects.requireNonNull(sample, "sample");
            Objects.requireNonNull(next, "next");
        }
    }
}
