package io.carillon.analytics.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Sample;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.Sampling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads figures of published posts when they have come of age. What cannot be read is tried again, ever more slowly, until a
 * day after its last age; an age that went by meanwhile is left out, and its place has the next one. Used by one thread.
 */
final class Collector {

    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private static final int AT_ONCE = 200;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofDays(1);
    /** What was published just before a crash was due not longer ago, however young the last age is. */
    private static final Duration MISSED = Duration.ofDays(2);

    private final SampleStore store;
    private final Publishers publishers;
    private final AccountSource accounts;
    private final Ages ages;
    private final Clock clock;

    Collector(SampleStore store, Publishers publishers, AccountSource accounts, Ages ages, Clock clock) {
        this.store = store;
        this.publishers = publishers;
        this.accounts = accounts;
        this.ages = ages;
        this.clock = clock;
    }

    /** Whether a network tells figures at all. */
    boolean counts(Platform platform) {
        return publishers.profile(platform).filter(Collector::counts).isPresent();
    }

    private static boolean counts(PublisherProfile profile) {
        return profile.features().contains(Feature.METRICS);
    }

    void enrol(Collection<DeliveryId> published) {
        store.enrol(published, ages.first());
    }

    /**
     * Finds what was published without anybody here being told: before a crash, or by a person's word. That may come days
     * after the post was due; once its last age is over, there is nothing left to read.
     */
    void enrolMissed() {
        Set<Platform> counting = publishers.profiles().stream()
                .filter(Collector::counts)
                .map(PublisherProfile::platform)
                .collect(Collectors.toSet());
        Duration back = ages.last().compareTo(MISSED) > 0 ? ages.last() : MISSED;
        store.enrolMissed(counting, clock.instant().minus(back), ages.first());
    }

    /** Reads whatever has come of age. */
    void collect() {
        List<Sampling> due = claim();
        while (!due.isEmpty()) {
            Map<AccountId, List<Sampling>> byAccount = due.stream()
                    .collect(Collectors.groupingBy(Sampling::account, LinkedHashMap::new, Collectors.toList()));
            byAccount.values().forEach(group -> store.finish(read(group)));
            due = due.size() < AT_ONCE ? List.of() : claim();
        }
    }

    private List<Sampling> claim() {
        Instant now = now();
        return store.claim(now, now.plus(LEASE), AT_ONCE);
    }

    private List<Sampling.Outcome> read(List<Sampling> group) {
        Sampling one = group.get(0);
        Optional<Account> account =
                accounts.withGrant(one.workspace(), one.account()).filter(Collector::isUsable);
        if (account.isEmpty()) {
            // Its owner is asked to connect it again already; figures are no reason to ask twice.
            return group.stream().map(waiting -> later(waiting, MAX_PAUSE)).toList();
        }
        Optional<Publishers.Use<MetricsSource>> use = publishers.use(MetricsSource.class, one.platform());
        if (use.isEmpty()) {
            return group.stream().map(waiting -> later(waiting, PAUSE)).toList();
        }
        try (Publishers.Use<MetricsSource> source = use.get()) {
            return outcomes(
                    group,
                    account.get(),
                    source.service()
                            .fetch(
                                    account.get(),
                                    group.stream().map(Sampling::publication).toList()));
        } catch (RuntimeException e) {
            return failed(group, e.toString());
        }
    }

    private List<Sampling.Outcome> outcomes(List<Sampling> group, Account account, MetricsOutcome outcome) {
        return outcome.fold(new MetricsOutcome.Cases<>() {

            @Override
            public List<Sampling.Outcome> read(MetricsOutcome.Read read) {
                Instant now = now();
                return group.stream().map(one -> told(one, read.figures(), now)).toList();
            }

            @Override
            public List<Sampling.Outcome> notReached(MetricsOutcome.NotReached notReached) {
                return failed(group, notReached.reason());
            }

            @Override
            public List<Sampling.Outcome> revoked(MetricsOutcome.Revoked revoked) {
                if (accounts.renewRefused(account)) {
                    return failed(group, revoked.reason());
                }
                // Better now than when the next post is due: weeks may lie between.
                accounts.needsReconnect(account, revoked.reason());
                return group.stream().map(waiting -> later(waiting, MAX_PAUSE)).toList();
            }
        });
    }

    private List<Sampling.Outcome> failed(List<Sampling> group, String why) {
        Sampling one = group.get(0);
        LOG.warn(
                "The figures of {} posts of {} on {} could not be read and are tried again: {}",
                group.size(),
                one.account(),
                one.platform(),
                why);
        return group.stream().map(this::failed).toList();
    }

    private static boolean isUsable(Account account) {
        return account.status() != AccountStatus.NEEDS_RECONNECT && account.status() != AccountStatus.DISCONNECTED;
    }

    /** A post that the network no longer has gets no figures; perhaps at the next age. */
    private Sampling.Outcome told(Sampling sampling, Map<String, Metrics> figures, Instant now) {
        Instant published = sampling.publication().publishedAt();
        Optional<Sample> sample = Optional.ofNullable(
                        figures.get(sampling.publication().remoteId()))
                .map(read -> new Sample(
                        sampling.delivery(),
                        ages.reached(published, now),
                        read.at().truncatedTo(ChronoUnit.MICROS),
                        read.values()));
        Optional<Sampling> next = ages.after(published, now).map(age -> sampling.next(age, published.plus(age), 0));
        return new Sampling.Outcome(sampling, sample, next);
    }

    private Sampling.Outcome failed(Sampling sampling) {
        int failures = sampling.failures() + 1;
        long factor = 1L << Math.min(failures - 1, 6);
        Duration pause = PAUSE.multipliedBy(factor);
        return later(
                sampling.next(sampling.age(), sampling.wakeAt(), failures),
                pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE);
    }

    private Sampling.Outcome later(Sampling sampling, Duration pause) {
        Instant at = now().plus(pause);
        boolean worth = at.isBefore(
                sampling.publication().publishedAt().plus(ages.last()).plus(PATIENCE));
        Optional<Sampling> next = Optional.of(sampling.next(sampling.age(), at, sampling.failures()))
                .filter(again -> worth);
        return new Sampling.Outcome(sampling, Optional.empty(), next);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
