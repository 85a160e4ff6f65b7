package io.carillon.scheduler.internal.osgi;

import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.SchedulerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The configuration in real types. */
record SchedulerSetup(
        Path dataFolder, Optional<String> nodeName, String address, Duration heartbeat, SchedulerSettings settings) {

    private static final Duration FASTEST = Duration.ofMillis(500);
    private static final Duration SLOWEST = Duration.ofSeconds(10);

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
        Duration heartbeat = Duration.ofMillis(config.heartbeatMillis());
        if (heartbeat.compareTo(FASTEST) < 0 || heartbeat.compareTo(SLOWEST) > 0) {
            throw new IllegalArgumentException("The scheduler's heartbeatMillis must be " + FASTEST.toMillis() + " to "
                    + SLOWEST.toMillis() + "; it was " + config.heartbeatMillis() + ".");
        }
        return new SchedulerSetup(
                Path.of(config.dataFolder()),
                Optional.of(config.nodeName().strip()).filter(name -> !name.isEmpty()),
                config.address().strip(),
                heartbeat,
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
