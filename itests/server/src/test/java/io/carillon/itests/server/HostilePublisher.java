package io.carillon.itests.server;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A plugin that does to every post, at its first call, what the post says: throws, answers with nothing, answers late,
 * never. {@link HostilePublisherIT} packs this class into a bundle; it uses nothing but the API.
 */
public final class HostilePublisher implements Publisher, AccountConnector {

    /** One second, the shortest there is. */
    static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, Published> wall = new ConcurrentHashMap<>();

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(new Platform("hostile"), "Hostile", TextRule.of(500, Counting.CODE_POINTS))
                .doubt(DoubtClass.READABLE)
                .callDeadline(DEADLINE)
                .build();
    }

    @Override
    public List<Violation> check(Account account, Message message) {
        if (message.text().equals("throws while it is checked")) {
            throw new StackOverflowError();
        }
        return List.of();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        String key = context.key().value();
        int call = calls.computeIfAbsent(key, unknown -> new AtomicInteger()).incrementAndGet();
        return call == 1 ? misbehave(context, key) : place(key);
    }

    private PublishOutcome misbehave(PublishContext context, String key) {
        switch (context.message().text()) {
            case "throws" -> throw new IllegalStateException("A bug");
            case "overflows" -> throw new StackOverflowError();
            case "is not linked" -> throw new NoClassDefFoundError("gone/With/The/Bundle");
            case "returns nothing" -> {
                return null;
            }
            case "answers late" -> {
                pause(DEADLINE.plusSeconds(3));
                return place(key);
            }
            case "never answers" -> {
                pause(Duration.ofDays(1));
                return null;
            }
            default -> {
                return place(key);
            }
        }
    }

    private static void pause(Duration duration) {
        try {
            NEVER.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is on the wall twice has two addresses: the number of the call is in it. */
    private Published place(String key) {
        return wall.merge(
                key,
                Published.of(key + "-1", URI.create("https://hostile.test/" + key), Instant.now()),
                (before, again) ->
                        Published.of(key + "-twice", URI.create("https://hostile.test/twice"), Instant.now()));
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return Optional.ofNullable(wall.get(context.key().value()))
                .<ReconcileOutcome>map(found -> new ReconcileOutcome.Found(found.publication()))
                .orElseGet(ReconcileOutcome.Absent::new);
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        return new ConnectOutcome.Identities(List.of(new Identity(
                "h1", "@hostile", "Hostile", Optional.empty(), Map.of(), Grant.oauthToken("hostile-token"))));
    }
}
