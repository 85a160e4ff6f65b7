package io.carillon.scheduler.internal.osgi;

import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.SchedulerSettings;
import java.nio.file.Path;
import java.time.Duration;

/** The configuration in real types. */
record SchedulerSetup(Path dataFolder, SchedulerSettings settings) {

    /** @throws IllegalArgumentException if a value is wrong; the message says which and what would be right */
    static SchedulerSetup of(SchedulerConfig config) {
        if (config.dataFolder().isBlank()) {
            throw new IllegalArgumentException("dataFolder is missing: name a folder of this server's own, such as"
                    + " /var/lib/carillon, in etc/io.carillon.scheduler.cfg.");
        }
        RetryPolicy base = RetryPolicy.DEFAULT;
        RetryPolicy retry = new RetryPolicy(
                Duration.ofMillis(config.retryBaseMillis()),
                Duration.ofSeconds(config.retryCapSeconds()),
                Duration.ofHours(config.giveUpAfterHours()),
                base.minAttempts(),
                base.maxAttempts());
        SchedulerSettings other = SchedulerSettings.DEFAULT;
        return new SchedulerSetup(
                Path.of(config.dataFolder()),
                new SchedulerSettings(
                        Duration.ofMillis(config.lookAheadMillis()),
                        config.batchSize(),
                        other.maxSleep(),
                        other.prepareAllowance(),
                        other.absentGrace(),
                        Duration.ofSeconds(config.stopPatienceSeconds()),
                        retry));
    }
}
