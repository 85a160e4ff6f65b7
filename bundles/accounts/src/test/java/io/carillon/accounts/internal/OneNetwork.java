package io.carillon.accounts.internal;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UploadPace;
import io.carillon.core.publisher.LearnedPace;
import java.util.List;
import java.util.Optional;

/** One network that is installed, of which only the part that connects accounts is asked for here. */
public abstract class OneNetwork implements Publishers, AccountConnector {

    public static final Platform PLATFORM = new Platform("birdsong");

    private final ConnectMethod method;
    private final UploadPace pace = new LearnedPace();

    protected OneNetwork(ConnectMethod method) {
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
    @SuppressWarnings("unchecked") // The type is the same.
    public <S> Optional<Use<S>> use(Class<S> companion, Platform platform) {
        return companion == AccountConnector.class ? (Optional<Use<S>>) (Optional<?>) connector() : Optional.empty();
    }

    /** The part that connects accounts, if there is one. */
    protected Optional<Use<AccountConnector>> connector() {
        taken();
        return Optional.of(new Use<>() {

            @Override
            public AccountConnector service() {
                return OneNetwork.this;
            }

            @Override
            public void close() {
                givenBack();
            }
        });
    }

    /** Somebody uses the connector. */
    protected void taken() {}

    /** And is done with it. */
    protected void givenBack() {}

    @Override
    public Optional<Use<Publisher>> use(Platform platform) {
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
}
