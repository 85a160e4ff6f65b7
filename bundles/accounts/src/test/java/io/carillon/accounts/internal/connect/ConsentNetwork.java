package io.carillon.accounts.internal.connect;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ServerAnswer;
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

/** A network that asks for consent, and what its connector says. */
final class ConsentNetwork implements Publishers, AccountConnector {

    static final Platform PLATFORM = new Platform("birdsong");

    private final ConnectMethod method;
    Function<Map<String, String>, ServerAnswer<AuthorizationServer>> server;
    final List<AppRequest> registrations = new ArrayList<>();
    ServerAnswer<OAuth2App> registration;
    Function<Grant, ConnectOutcome> identities = consent -> person("1", "@bell", consent);
    Map<String, String> askedWith = Map.of();

    ConsentNetwork(ConnectMethod method) {
        this.method = method;
    }

    static ConnectOutcome person(String id, String handle, Grant consent) {
        return new ConnectOutcome.Identities(List.of(identity(id, handle, consent)));
    }

    static Identity identity(String id, String handle, Grant grant) {
        return new Identity(id, handle, handle.substring(1), Optional.empty(), Map.of("kind", "person"), grant);
    }

    @Override
    public UploadPace pace() {
        return new LearnedPace();
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        askedWith = settings;
        return identities.apply(consent);
    }

    @Override
    public ServerAnswer<AuthorizationServer> authorizationServer(Map<String, String> settings) {
        return server.apply(settings);
    }

    @Override
    public ServerAnswer<OAuth2App> registerApp(AppRequest request) {
        registrations.add(request);
        return registration;
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
    public Optional<Use<AccountConnector>> useConnector(Platform platform) {
        return Optional.of(new Use<>() {

            @Override
            public AccountConnector service() {
                return ConsentNetwork.this;
            }

            @Override
            public void close() {
                // Nobody waits for it here.
            }
        });
    }

    @Override
    public void disconnect(Account account) {
        // Its owner is told by revoking.
    }

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
        return Optional.empty();
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
    public List<Platform> contested() {
        return List.of();
    }

    @Override
    public void addListener(Listener listener) {}

    @Override
    public void removeListener(Listener listener) {}
}
