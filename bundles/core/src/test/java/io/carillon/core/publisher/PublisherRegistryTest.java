package io.carillon.core.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.FollowUp;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.Publishers.Use;
import io.carillon.core.FakePublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PublisherRegistryTest {

    private final List<String> waits = new ArrayList<>();
    private final PublisherRegistry registry = new PublisherRegistry(
            (over, atMost) -> {
                waits.add((over.getCount() == 0 ? "idle" : "busy") + " " + atMost);
                return over.getCount() == 0;
            },
            Duration.ofSeconds(2));

    private static FakePublisher publisher(Platform platform) {
        return new FakePublisher(PublisherProfile.builder(platform, platform.id(), TextRule.of(500, Counting.GRAPHEMES))
                .callDeadline(Duration.ofSeconds(7))
                .build());
    }

    @Test
    void publisherIsPresentFromAddingToRemoving() {
        FakePublisher publisher = publisher(Platform.SANDBOX);
        assertThat(registry.use(Platform.SANDBOX)).isEmpty();

        assertThat(registry.add(publisher)).isTrue();

        assertThat(registry.profile(Platform.SANDBOX)).contains(publisher.profile());
        try (Use<Publisher> use = registry.use(Platform.SANDBOX).orElseThrow()) {
            assertThat(use.service()).isSameAs(publisher);
        }
        registry.remove(publisher);
        assertThat(registry.profile(Platform.SANDBOX)).isEmpty();
        assertThat(registry.use(Platform.SANDBOX)).isEmpty();
        assertThat(registry.profiles()).isEmpty();
    }

    @Test
    void profilesAreListedByPlatform() {
        registry.add(publisher(Platform.X));
        registry.add(publisher(Platform.BLUESKY));
        registry.add(publisher(Platform.MASTODON));

        assertThat(registry.profiles())
                .extracting(PublisherProfile::platform)
                .containsExactly(Platform.BLUESKY, Platform.MASTODON, Platform.X);
    }

    @Test
    void highestRankingCountsThenTheOldestAndTheOthersAreContested() {
        FakePublisher old = publisher(Platform.SANDBOX);
        FakePublisher young = publisher(Platform.SANDBOX);
        FakePublisher high = publisher(Platform.SANDBOX);
        registry.add(publisher(Platform.X), "x", 0);
        registry.add(old, "sandbox", 0);
        assertThat(registry.contested()).isEmpty();
        registry.add(young, "sandbox", 0);

        assertThat(current()).isSameAs(old);
        assertThat(registry.contested()).containsExactly(Platform.SANDBOX);
        registry.add(high, "sandbox", 5);
        assertThat(current()).isSameAs(high);
        assertThat(registry.profiles()).hasSize(2);

        registry.remove(high);
        assertThat(current()).isSameAs(old);
        registry.remove(old);
        assertThat(current()).isSameAs(young);
        assertThat(registry.contested()).isEmpty();
    }

    private Publisher current() {
        try (Use<Publisher> use = registry.use(Platform.SANDBOX).orElseThrow()) {
            return use.service();
        }
    }

    @Test
    void removingWaitsForCallsUnderWayUpToTheCallDeadlineAndTheGrace() {
        FakePublisher publisher = publisher(Platform.SANDBOX);
        registry.add(publisher);
        Use<Publisher> use = registry.use(Platform.SANDBOX).orElseThrow();

        registry.remove(publisher);

        assertThat(waits).containsExactly("busy PT9S");
        use.close();
    }

    @Test
    void useThatIsClosedTwiceCountsOnce() {
        FakePublisher publisher = publisher(Platform.SANDBOX);
        registry.add(publisher);
        Use<Publisher> one = registry.use(Platform.SANDBOX).orElseThrow();
        Use<Publisher> other = registry.use(Platform.SANDBOX).orElseThrow();
        one.close();
        one.close();

        registry.remove(publisher);

        assertThat(waits).containsExactly("busy PT9S");
        other.close();
    }

    @Test
    void removingAnIdlePublisherWaitsForNothing() {
        FakePublisher publisher = publisher(Platform.SANDBOX);
        registry.add(publisher);
        registry.use(Platform.SANDBOX).orElseThrow().close();

        registry.remove(publisher);

        assertThat(waits).containsExactly("idle PT9S");
    }

    @Test
    void removalThatParksGoesOnWhenTheLastCallIsOver() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        PublisherRegistry parking = new PublisherRegistry(
                (over, atMost) -> {
                    waiting.countDown();
                    return Waiting.PARKING.until(over, Duration.ofMinutes(1));
                },
                Duration.ZERO);
        FakePublisher publisher = publisher(Platform.SANDBOX);
        parking.add(publisher);
        Use<Publisher> use = parking.use(Platform.SANDBOX).orElseThrow();
        CountDownLatch removed = new CountDownLatch(1);
        new Thread(() -> {
                    parking.remove(publisher);
                    removed.countDown();
                })
                .start();

        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(parking.use(Platform.SANDBOX)).isEmpty();
        assertThat(removed.getCount()).isEqualTo(1);
        use.close();
        assertThat(removed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void listenersHearWhenAPlatformComesAndWhenItGoes() {
        List<String> heard = new ArrayList<>();
        Publishers.Listener listener = listener(heard);
        registry.addListener(listener);
        FakePublisher first = publisher(Platform.SANDBOX);
        FakePublisher second = publisher(Platform.SANDBOX);

        registry.add(first);
        registry.add(second);
        registry.remove(first);
        assertThat(heard).containsExactly("+sandbox");
        registry.remove(second);
        assertThat(heard).containsExactly("+sandbox", "-sandbox");

        registry.removeListener(listener);
        registry.add(first);
        assertThat(heard).hasSize(2);
    }

    @Test
    void failingListenerStopsNeitherTheOthersNorThePublisher() {
        List<String> heard = new ArrayList<>();
        registry.addListener(new Publishers.Listener() {
            @Override
            public void appeared(Platform platform) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void disappeared(Platform platform) {
                throw new IllegalStateException("a bug");
            }
        });
        registry.addListener(listener(heard));
        FakePublisher publisher = publisher(Platform.SANDBOX);

        registry.add(publisher);
        registry.remove(publisher);

        assertThat(heard).containsExactly("+sandbox", "-sandbox");
    }

    @Test
    void publisherThatCannotTellItsProfileIsRefusedAndTheRegistryGoesOn() {
        Publisher broken = publisher(Platform.SANDBOX).failingWith(new IllegalStateException("a bug"));

        assertThat(registry.add(broken, "sandbox", 0)).isFalse();
        assertThat(registry.add(broken)).isFalse();
        registry.remove(broken);

        assertThat(registry.use(Platform.SANDBOX)).isEmpty();
        assertThat(registry.add(publisher(Platform.SANDBOX), "sandbox", 0)).isTrue();
    }

    @Test
    void publisherOfAnotherNetworkThanItIsRegisteredAsIsRefused() {
        assertThat(registry.add(publisher(Platform.SANDBOX), "x", 0)).isFalse();
        assertThat(registry.add(publisher(Platform.SANDBOX), "", 0)).isFalse();
        assertThat(registry.profiles()).isEmpty();
    }

    @Test
    void companionsAreFoundByTypeAndNetwork() {
        AccountConnector connector = (settings, consent) -> {
            throw new IllegalStateException("not called");
        };
        AccountConnector better = (settings, consent) -> {
            throw new IllegalStateException("not called");
        };

        assertThat(registry.addCompanion(AccountConnector.class, connector, "sandbox", 0))
                .isTrue();

        assertThat(registry.use(AccountConnector.class, Platform.SANDBOX)
                        .orElseThrow()
                        .service())
                .isSameAs(connector);
        assertThat(registry.use(AccountConnector.class, Platform.X)).isEmpty();
        assertThat(registry.use(Remover.class, Platform.SANDBOX)).isEmpty();
        registry.addCompanion(AccountConnector.class, better, "sandbox", 1);
        assertThat(registry.use(AccountConnector.class, Platform.SANDBOX)
                        .orElseThrow()
                        .service())
                .isSameAs(better);

        registry.removeCompanion(AccountConnector.class, better);
        assertThat(waits).containsExactly("busy PT32S");
        assertThat(registry.use(AccountConnector.class, Platform.SANDBOX)
                        .orElseThrow()
                        .service())
                .isSameAs(connector);
        registry.add(publisher(Platform.SANDBOX));
        registry.removeCompanion(AccountConnector.class, connector);
        assertThat(waits).containsExactly("busy PT32S", "busy PT9S");
        assertThat(registry.use(AccountConnector.class, Platform.SANDBOX)).isEmpty();
    }

    @Test
    void followUpsThatComeAfterTheirPublisherAreHeardOf() {
        List<String> heard = new ArrayList<>();
        registry.addListener(listener(heard));
        FollowUps followUps = new FollowUps() {
            @Override
            public PublishOutcome follow(PublishContext context, FollowUp step, PreparedValue prepared) {
                throw new IllegalStateException("not called");
            }

            @Override
            public ReconcileOutcome reconcile(PublishContext context, FollowUp step, PastAttempt attempt) {
                throw new IllegalStateException("not called");
            }
        };

        registry.addCompanion(FollowUps.class, followUps, "x", 0);
        assertThat(heard).isEmpty();
        registry.add(publisher(Platform.SANDBOX));
        registry.addCompanion(FollowUps.class, followUps, "sandbox", 0);

        assertThat(heard).containsExactly("+sandbox", "+sandbox");
        assertThat(registry.use(FollowUps.class, Platform.SANDBOX).orElseThrow().service())
                .isSameAs(followUps);
    }

    @Test
    void companionOfNoNetworkIsRefused() {
        Remover remover = (account, publication) -> {
            throw new IllegalStateException("not called");
        };

        assertThat(registry.addCompanion(Remover.class, remover, "", 0)).isFalse();
        registry.removeCompanion(Remover.class, remover);
    }

    private static Publishers.Listener listener(List<String> heard) {
        return new Publishers.Listener() {
            @Override
            public void appeared(Platform platform) {
                heard.add("+" + platform);
            }

            @Override
            public void disappeared(Platform platform) {
                heard.add("-" + platform);
            }
        };
    }
}
