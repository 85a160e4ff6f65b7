package io.carillon.core.publisher;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the publishers that are present and what else belongs to their networks. They come and go at any time: one that
 * is removed is taken for no new call, and its removal waits for the calls under way up to the network's call deadline
 * and a grace.
 *
 * <p>Where several publishers are present for one platform, the one with the highest ranking counts, then the oldest. A
 * publisher that cannot say who it is, or says something else than what it is registered as, is refused and logged.
 *
 * <p>Safe for use by many threads. Comings and goings happen one at a time; listeners hear of them in that order.
 */
public final class PublisherRegistry implements Publishers {

    /** How long a removal waits beyond the call deadline, for an answer that is just being stored. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PublisherRegistry.class);
    private static final Duration DEADLINE_WITHOUT_PROFILE = Duration.ofSeconds(30);

    private record Known(Registration<Publisher> publisher, PublisherProfile profile) {}

    private record Companion<T>(Class<T> type, Registration<T> registration) {

        @SuppressWarnings("unchecked") // The type is the same.
        <S> Optional<Registration<S>> as(Class<S> other) {
            return type == other ? Optional.of((Registration<S>) registration) : Optional.empty();
        }
    }

    private final Waiting waiting;
    private final Duration grace;
    private final ReentrantLock changing = new ReentrantLock();
    private final UploadPace pace = new LearnedPace();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    // Replaced as a whole, each kept with the best first, so that readers need no lock.
    private volatile List<Known> publishers = List.of();
    private volatile List<Companion<?>> companions = List.of();
    private long counter;

    public PublisherRegistry(Waiting waiting, Duration grace) {
        this.waiting = Objects.requireNonNull(waiting, "waiting");
        this.grace = Objects.requireNonNull(grace, "grace");
    }

    /** A registry that waits in real time, with the default grace. */
    public static PublisherRegistry create() {
        return new PublisherRegistry(Waiting.PARKING, DEFAULT_GRACE);
    }

    /**
     * Adds a publisher by what its profile says.
     *
     * @return false if it was refused
     */
    public boolean add(Publisher publisher) {
        return profileOf(publisher)
                .filter(profile -> add(publisher, profile, 0))
                .isPresent();
    }

    /**
     * Adds a publisher.
     *
     * @param network as it is registered; its profile must say the same
     * @return false if it was refused
     */
    public boolean add(Publisher publisher, String network, int ranking) {
        return profileOf(publisher)
                .filter(profile -> isAs(profile, network, publisher))
                .filter(profile -> add(publisher, profile, ranking))
                .isPresent();
    }

    private boolean add(Publisher publisher, PublisherProfile profile, int ranking) {
        Platform platform = profile.platform();
        change(() -> {
            boolean first = profile(platform).isEmpty();
            List<Known> after = new ArrayList<>(publishers);
            after.add(new Known(new Registration<>(platform, publisher, ranking, counter++), profile));
            after.sort(Comparator.comparing(Known::publisher, Registration.BEST_FIRST));
            publishers = List.copyOf(after);
            if (first) {
                tell(listener -> listener.appeared(platform));
            }
        });
        return true;
    }

    /** Removes a publisher and waits for its calls; does nothing if it was refused or is not present. */
    public void remove(Publisher publisher) {
        publishers.stream()
                .filter(known -> known.publisher().service() == publisher)
                .findFirst()
                .ifPresent(known -> {
                    Platform platform = known.profile().platform();
                    change(() -> {
                        publishers =
                                publishers.stream().filter(one -> one != known).toList();
                        if (profile(platform).isEmpty()) {
                            tell(listener -> listener.disappeared(platform));
                        }
                    });
                    drain(known.publisher(), known.profile().callDeadline());
                });
    }

    /**
     * Adds something else that belongs to a network: a connector of accounts, a source of metrics.
     *
     * @param type of the publisher SPI by which it is found again
     * @return false if the network's name is none
     */
    public <T> boolean addCompanion(Class<T> type, T service, String network, int ranking) {
        Optional<Platform> platform = platform(network);
        platform.ifPresentOrElse(
                named -> change(() -> {
                    List<Companion<?>> after = new ArrayList<>(companions);
                    after.add(new Companion<>(type, new Registration<>(named, service, ranking, counter++)));
                    after.sort(Comparator.comparing(Companion::registration, Registration.BEST_FIRST));
                    companions = List.copyOf(after);
                    if (type == FollowUps.class && profile(named).isPresent()) {
                        tell(listener -> listener.appeared(named));
                    }
                }),
                () -> LOG.error(
                        "{} is not used: its property {} is '{}', which is no name of a network.",
                        service.getClass().getName(),
                        Publisher.NETWORK,
                        network));
        return platform.isPresent();
    }

    /** Removes a companion and waits for its calls; does nothing if it is not present. */
    public <T> void removeCompanion(Class<T> type, T service) {
        companions.stream()
                .filter(one -> one.type() == type && one.registration().service() == service)
                .findFirst()
                .ifPresent(found -> {
                    change(() -> companions =
                            companions.stream().filter(one -> one != found).toList());
                    drain(
                            found.registration(),
                            profile(found.registration().platform())
                                    .map(PublisherProfile::callDeadline)
                                    .orElse(DEADLINE_WITHOUT_PROFILE));
                });
    }

    @Override
    public List<PublisherProfile> profiles() {
        List<Known> all = publishers;
        return all.stream()
                .map(known -> known.profile().platform())
                .distinct()
                .sorted()
                .flatMap(platform -> best(all, platform).stream())
                .map(Known::profile)
                .toList();
    }

    @Override
    public Optional<PublisherProfile> profile(Platform platform) {
        return best(publishers, platform).map(Known::profile);
    }

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
        return publishers.stream()
                .filter(known -> known.profile().platform().equals(platform))
                .flatMap(known -> known.publisher().use().stream())
                .findFirst();
    }

    @Override
    public <S> Optional<Use<S>> use(Class<S> companion, Platform platform) {
        return companions.stream()
                .flatMap(one -> one.as(companion).stream())
                .filter(one -> one.platform().equals(platform))
                .flatMap(one -> one.use().stream())
                .findFirst();
    }

    @Override
    public UploadPace pace() {
        return pace;
    }

    @Override
    public List<Platform> contested() {
        List<Known> all = publishers;
        return all.stream()
                .map(known -> known.profile().platform())
                .distinct()
                .filter(platform -> all.stream()
                                .filter(known -> known.profile().platform().equals(platform))
                                .count()
                        > 1)
                .sorted()
                .toList();
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    private static Optional<Known> best(List<Known> bestFirst, Platform platform) {
        return bestFirst.stream()
                .filter(known -> known.profile().platform().equals(platform))
                .findFirst();
    }

    private static Optional<PublisherProfile> profileOf(Publisher publisher) {
        try {
            return Optional.of(publisher.profile());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error(
                    "{} is not used: it cannot tell its profile.",
                    publisher.getClass().getName(),
                    e);
            return Optional.empty();
        }
    }

    private static boolean isAs(PublisherProfile profile, String network, Publisher publisher) {
        boolean same = profile.platform().id().equals(network);
        if (!same) {
            LOG.error(
                    "{} is not used: its property {} is '{}' but its profile is of '{}'; both must name the same network.",
                    publisher.getClass().getName(),
                    Publisher.NETWORK,
                    network,
                    profile.platform());
        }
        return same;
    }

    private static Optional<Platform> platform(String network) {
        try {
            return Optional.of(new Platform(network));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void change(Runnable change) {
        changing.lock();
        try {
            change.run();
        } finally {
            changing.unlock();
        }
    }

    private void tell(Consumer<Listener> event) {
        for (Listener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                // The listener's bug; the publisher is there (or gone) all the same, and the others are to know.
                LOG.error(
                        "{} failed to hear of a publisher.", listener.getClass().getName(), e);
            }
        }
    }

    private void drain(Registration<?> leaving, Duration callDeadline) {
        Duration atMost = callDeadline.plus(grace);
        try {
            if (!waiting.until(leaving.leave(), atMost)) {
                LOG.warn(
                        "{} calls of the leaving publisher for {} are not over after {}; their outcomes will be looked up.",
                        leaving.uses(),
                        leaving.platform(),
                        atMost);
            }
        } catch (InterruptedException e) {
            // Whoever stops us has no more time: the calls end by their own deadlines.
            Thread.currentThread().interrupt();
        }
    }
}
