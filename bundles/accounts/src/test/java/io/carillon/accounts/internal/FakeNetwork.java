package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.FollowUps;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import io.carillon.core.publisher.LearnedPace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One network that is installed, and what it answers. */
final class FakeNetwork implements Publishers, AccountConnector {

    static final Platform PLATFORM = new Platform("birdsong");

    private final ConnectMethod method;
    private final UploadPace pace = new LearnedPace();
    boolean hasConnector = true;
    Function<Map<String, String>, ConnectOutcome> answer;
    Function<Account, RefreshOutcome> renewing = account -> new RefreshOutcome.Refreshed(account.grant());
    int renewed;
    RuntimeException goodbyeFails;
    final List<Account> goodbyes = new ArrayList<>();
    int open;

    FakeNetwork(ConnectMethod method) {
        this.method = method;
    }

    @Override
    public List<PublisherProfile> profiles() {
        return List.of(PublisherProfile.builder(PLATFORM, "Birdsong", TextRule.of(300, Counting.GRAPHEMES))
                .connect(method)
                .build());
    }

    @Override
    public Optional<PublisherProfile> profile(Platform platform) {
        return profiles().stream()
                .filter(profile -> profile.platform().equals(platform))
                .findFirst();
    }

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<AccountConnector>> useConnector(Platform platform) {
        if (!hasConnector) {
            return Optional.empty();
        }
        open++;
        return Optional.of(new Use<>() {
            @Override
            public AccountConnector service() {
                return FakeNetwork.this;
            }

            @Override
            public void close() {
                open--;
            }
        });
    }

    @Override
    public Optional<Use<FollowUps>> useFollowUps(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<Remover>> useRemover(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<Editor>> useEditor(Platform platform) {
        return Optional.empty();
    }

    @Override
    public Optional<Use<MetricsSource>> useMetricsSource(Platform platform) {
        return Optional.empty();
    }

    @Override
    public UploadPace pace() {
        return pace;
    }

    @Override
    public List<Platform> contested() {
        return List.of();
    }

    @Override
    public void addListener(Listener listener) {}

    @Override
    public void removeListener(Listener listener) {}

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        return answer.apply(settings);
    }

    @Override
    public synchronized RefreshOutcome refresh(Account account) {
        renewed++;
        return renewing.apply(account);
    }

    @Override
    public void disconnect(Account account) {
        goodbyes.add(account);
        if (goodbyeFails != null) {
            throw goodbyeFails;
        }
    }
}
