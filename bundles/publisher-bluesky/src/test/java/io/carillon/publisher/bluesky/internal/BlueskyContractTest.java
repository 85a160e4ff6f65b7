package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.Fault;
import io.carillon.publisher.contract.PublisherContract;
import io.carillon.publisher.contract.VisiblePosts;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class BlueskyContractTest extends PublisherContract {

    private FakeServer server;
    private FakeAppView index;
    private Publisher publisher;
    private Optional<String> elsewhere = Optional.empty();
    private Optional<String> refreshToken = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        index = new FakeAppView(server::records);
        publisher = new BlueskyPublisher(
                Fixtures.config(server.address()), Fixtures.client(), Fixtures.PROOFS, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        index.close();
        server.close();
    }

    @Override
    protected Publisher publisher() {
        return publisher;
    }

    @Override
    protected Account account() {
        return Fixtures.account(elsewhere.orElse(server.address().toString()));
    }

    @Override
    protected VisiblePosts network() {
        return account -> {
            List<VisiblePost> posts = new ArrayList<>();
            server.records().forEach((uri, record) -> posts.add(visible(uri, record)));
            return posts;
        };
    }

    private VisiblePost visible(String uri, JsonNode record) {
        List<byte[]> pictures = new ArrayList<>();
        record.path("embed")
                .path("images")
                .forEach(image ->
                        pictures.add(server.blob(image.at("/image/ref/$link").asText())));
        return new VisiblePost(uri, record.path("text").asText(), pictures);
    }

    @Override
    protected void rehearse(Fault fault) {
        if (fault == Fault.UNAVAILABLE) {
            elsewhere = Optional.of("http://127.0.0.1:1");
        } else if (fault == Fault.FORGOTTEN) {
            server.forgetBlobs();
        } else {
            server.fail(Optional.of(fault));
        }
    }

    @Override
    protected Set<Fault> rehearsable() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    protected void calm() {
        elsewhere = Optional.empty();
        refreshToken = Optional.empty();
        server.fail(Optional.empty());
    }

    @Override
    protected Optional<Wrong> wrong() {
        Message message = new Message(
                "Text",
                List.of(FakeAttachment.png("a".repeat(2_001))),
                Optional.empty(),
                Optional.of("ä".repeat(301)),
                List.of());
        return Optional.of(new Wrong(account(), message, Set.of("media[0].altText", "firstComment")));
    }

    /** People's browsers go there. */
    @Override
    protected Set<URI> shownOnly() {
        return Set.of(URI.create("https://bsky.app"));
    }

    @Override
    protected Optional<List<VisibleReply>> replies() {
        return Optional.of(server.records().entrySet().stream()
                .filter(record -> record.getValue().has("reply"))
                .map(record -> new VisibleReply(
                        record.getKey(),
                        record.getValue().at("/reply/parent/uri").asText(),
                        record.getValue().path("text").asText()))
                .toList());
    }

    @Override
    protected Optional<AccountConnector> connector() {
        URI service = elsewhere.map(URI::create).orElse(server.address());
        return Optional.of(
                new BlueskyConnector(Fixtures.config(service), Fixtures.client(), Fixtures.PROOFS, Clock.systemUTC()));
    }

    @Override
    protected Optional<Map<String, String>> answers() {
        return Optional.of(Map.of("identifier", "alice.test", "appPassword", FakeServer.PASSWORD));
    }

    @Override
    protected Optional<Map<String, String>> wrongAnswers() {
        return Optional.of(Map.of("identifier", "alice.test", "appPassword", "wrong-wrong-wrong"));
    }

    @Override
    protected Optional<Account> renewable() {
        return Optional.of(refreshToken
                .map(token -> account()
                        .withGrant(new Grant(
                                Map.of("accessJwt", "never-tell-access", "refreshJwt", token), Optional.empty())))
                .orElseGet(this::account));
    }

    @Override
    protected Set<Fault> rehearsableConnecting() {
        return EnumSet.of(Fault.UNAVAILABLE, Fault.REVOKED, Fault.LOST_ANSWER);
    }

    @Override
    protected void rehearseConnecting(Fault fault) {
        switch (fault) {
            case UNAVAILABLE -> elsewhere = Optional.of("http://127.0.0.1:1");
            case REVOKED -> refreshToken = Optional.of("revoked");
            case LOST_ANSWER -> refreshToken = Optional.of("lost");
            default -> throw new IllegalArgumentException("Not rehearsable: " + fault);
        }
    }

    @Override
    protected Optional<Remover> remover() {
        return Optional.of(new BlueskyRemover(Fixtures.client(), Fixtures.PROOFS, Clock.systemUTC()));
    }

    @Override
    protected Optional<MetricsSource> metrics() {
        return Optional.of(new BlueskyMetrics(
                Fixtures.config(server.address(), index.address()),
                Fixtures.client(),
                Fixtures.PROOFS,
                Clock.systemUTC()));
    }

    @Override
    protected void rehearseMetrics() {
        index.close();
    }
}
