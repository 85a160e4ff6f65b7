package io.carillon.itests.server;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A network that takes whoever has its token, whose grants end soon and can be renewed once; it writes down each time that
 * it is asked to. Packed by {@link PluginJar}; it uses nothing but the API.
 */
public final class TokenPublisher implements Publisher, AccountConnector {

    static final String NETWORK = "tokens";

    /** So that servers that ask at once do ask at once. */
    private static final Duration SLOW = Duration.ofMillis(200);

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Override
    public PublisherProfile profile() {
        return PublisherProfile.builder(new Platform(NETWORK), "Tokens", TextRule.of(500, Counting.CODE_POINTS))
                .doubt(DoubtClass.KEYED)
                .connect(ConnectMethod.credentials(
                        new ConnectMethod.Field("name", "Name", false, true),
                        new ConnectMethod.Field("minutes", "Life of the first grant", false, true),
                        new ConnectMethod.Field("log", "File", false, true),
                        new ConnectMethod.Field("token", "Token", true, true)))
                .build();
    }

    @Override
    public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
        String token = context.account().grant().secret(Grant.ACCESS_TOKEN).orElse("");
        if (!token.startsWith("SECRET-")) {
            return new ReauthorisationNeeded("There is no token.");
        }
        String id = context.key().value();
        return Published.of(id, URI.create("https://tokens.test/" + id), Instant.now());
    }

    @Override
    public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
        return new ReconcileOutcome.RepeatSafe();
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        String name = settings.get("name");
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.parseLong(settings.get("minutes"))));
        return new ConnectOutcome.Identities(List.of(new Identity(
                name,
                name,
                name,
                Optional.empty(),
                Map.of(),
                new Grant(Map.of(Grant.ACCESS_TOKEN, settings.get("token")), Optional.of(end)))));
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public RefreshOutcome refresh(Account account) {
        try {
            Files.writeString(
                    Path.of(account.settings().get("log")),
                    account.handle() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            NEVER.await(SLOW.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            return new RefreshOutcome.NotReached("The file cannot be written.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String renewed = account.grant().secret(Grant.ACCESS_TOKEN).orElseThrow() + "-renewed";
        return new RefreshOutcome.Refreshed(new Grant(
                Map.of(Grant.ACCESS_TOKEN, renewed), Optional.of(Instant.now().plus(Duration.ofDays(60)))));
    }
}
