package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.publisher.contract.Fault;
import io.carillon.publisher.contract.PublisherContract;
import io.carillon.publisher.contract.VisiblePosts;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract against Bluesky's own server, as far as that can be asked to fail. */
class RealServerContractIT extends PublisherContract {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private SignedIn alice;
    private FakeAppView index;
    private Publisher publisher;
    private Optional<String> elsewhere = Optional.empty();

    @BeforeEach
    void signIn() throws IOException {
        alice = SignedIn.as(BLUESKY, "contract");
        index = new FakeAppView(() -> BLUESKY.posts(alice.did()).stream()
                .collect(Collectors.toMap(post -> post.path("uri").asText(), post -> post.path("value"))));
        publisher = new BlueskyPublisher(alice.config(), alice.client(), Fixtures.PROOFS, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        index.close();
    }

    @Override
    protected Publisher publisher() {
        return publisher;
    }

    @Override
    protected Account account() {
        return elsewhere
                .map(server -> alice.account().withSettings(Map.of("server", server, "did", alice.did())))
                .orElseGet(alice::account);
    }

    @Override
    protected VisiblePosts network() {
        return account -> BLUESKY.posts(alice.did()).stream().map(this::visible).toList();
    }

    private VisiblePost visible(JsonNode post) {
        List<byte[]> pictures = StreamSupport.stream(
                        post.at("/value/embed/images").spliterator(), false)
                .map(image -> BLUESKY.blob(alice.did(), image.path("image")))
                .toList();
        return new VisiblePost(post.path("uri").asText(), post.at("/value/text").asText(), pictures);
    }

    @Override
    protected Set<Fault> rehearsable() {
        return EnumSet.of(Fault.UNAVAILABLE);
    }

    @Override
    protected void rehearse(Fault fault) {
        elsewhere = Optional.of("http://127.0.0.1:1");
    }

    @Override
    protected void calm() {
        elsewhere = Optional.empty();
    }

    /** What cannot be rehearsed here is kept against the fake. */
    @Override
    protected String checklist() {
        return "checklists/bluesky-server.properties";
    }

    @Override
    protected Set<URI> shownOnly() {
        return Set.of(publisher.profile().baseUrls().get("permalinks"));
    }

    @Override
    protected Optional<Remover> remover() {
        return Optional.of(new BlueskyRemover(alice.client(), Fixtures.PROOFS, Clock.systemUTC()));
    }

    /** Figures are not the server's, but the index's. */
    @Override
    protected Optional<MetricsSource> metrics() {
        BlueskyConfig.Values config = Fixtures.config(URI.create(BLUESKY.url()), index.address());
        return Optional.of(new BlueskyMetrics(config, alice.client(), Fixtures.PROOFS, Clock.systemUTC()));
    }

    @Override
    protected void rehearseMetrics() {
        index.close();
    }
}
