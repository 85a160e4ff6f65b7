package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Message;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Editor;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.publisher.spi.Remover;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.publisher.contract.FakeAttachment;
import io.carillon.publisher.contract.Fault;
import io.carillon.publisher.contract.PublisherContract;
import io.carillon.publisher.contract.VisiblePosts;
import io.carillon.publisher.contract.VisiblePosts.VisiblePost;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class MastodonContractTest extends PublisherContract {

    private static final String STATUSES = "/api/v1/statuses";

    /** Doubts are asked about a little later than they arose, here as in a server. */
    private static final Duration LATER = Duration.ofSeconds(30);

    private MastodonSimulator mastodon;
    private User alice;
    private Publisher publisher;
    private Account connected;
    private boolean elsewhere;

    @BeforeEach
    void start() {
        mastodon = MastodonSimulator.start();
        alice = mastodon.createUser("alice");
        connected = Fixtures.account(mastodon, alice);
        publisher = new MastodonPublisher(Fixtures.CONFIG, Fixtures.client(), Clock.offset(Clock.systemUTC(), LATER));
    }

    @AfterEach
    void stop() {
        mastodon.close();
    }

    @Override
    protected Publisher publisher() {
        return publisher;
    }

    @Override
    protected Account account() {
        return elsewhere ? Fixtures.with(connected, "server", "http://127.0.0.1:1") : connected;
    }

    @Override
    protected VisiblePosts network() {
        return account -> mastodon.shown(alice).stream()
                .map(shown -> new VisiblePost(shown.id(), shown.text(), shown.media()))
                .toList();
    }

    @Override
    protected void rehearse(Fault fault) {
        switch (fault) {
            case THROTTLED ->
                fail(error(429, "Too many requests")
                        .with("X-RateLimit-Reset", Instant.now().plusSeconds(90).toString()));
            case UNAVAILABLE -> elsewhere = true;
            case REJECTED -> fail(error(422, "Validation failed: Text character limit of 500 exceeded"));
            case REVOKED -> mastodon.revoke(alice);
            case LOST_ANSWER -> fail(Effect.droppingAfter());
            case HANGING -> fail(Effect.hanging());
            case FORGOTTEN -> mastodon.forgetUnattachedMedia();
        }
    }

    private void fail(Response response) {
        fail(Effect.answering(response));
    }

    private void fail(Effect effect) {
        mastodon.faults().always("POST", STATUSES, effect);
    }

    private static Response error(int status, String text) {
        return Response.json(status, JsonNodeFactory.instance.objectNode().put("error", text));
    }

    @Override
    protected Set<Fault> rehearsable() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    protected void calm() {
        elsewhere = false;
        mastodon.faults().clear();
        connected = Fixtures.account(mastodon, alice);
    }

    @Override
    protected Optional<Wrong> wrong() {
        Message message = new Message(
                "x".repeat(480),
                List.of(FakeAttachment.png("a".repeat(1_501))),
                Optional.of(URI.create("https://example.com/")),
                Optional.of("ä".repeat(501)),
                List.of());
        return Optional.of(new Wrong(account(), message, Set.of("media[0].altText", "firstComment", "link")));
    }

    // ---- What follows a post, who connects, what happens later ----------------------------------

    @Override
    protected Optional<List<VisibleReply>> replies() {
        return Optional.of(mastodon.shown(alice).stream()
                .filter(shown -> shown.inReplyTo().isPresent())
                .map(shown -> new VisibleReply(shown.id(), shown.inReplyTo().orElseThrow(), shown.text()))
                .toList());
    }

    @Override
    protected Optional<AccountConnector> connector() {
        return Optional.of(new MastodonConnector(Fixtures.CONFIG, Fixtures.client(), Clock.systemUTC()));
    }

    @Override
    protected Optional<Map<String, String>> answers() {
        return Optional.of(Map.of("server", account().settings().get("server")));
    }

    @Override
    protected Optional<Map<String, String>> wrongAnswers() {
        return Optional.of(Map.of("server", "no address at all"));
    }

    @Override
    protected Grant consent() {
        return connected.grant();
    }

    @Override
    protected Set<Fault> rehearsableConnecting() {
        return EnumSet.of(Fault.UNAVAILABLE);
    }

    @Override
    protected Optional<Remover> remover() {
        return Optional.of(editing());
    }

    @Override
    protected Optional<Editor> editor() {
        return Optional.of(editing());
    }

    private MastodonEditor editing() {
        return new MastodonEditor(Fixtures.client(), Clock.systemUTC());
    }

    @Override
    protected Optional<MetricsSource> metrics() {
        return Optional.of(new MastodonMetrics(Fixtures.client(), Clock.systemUTC()));
    }
}
