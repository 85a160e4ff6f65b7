package io.carillon.publisher.mastodon.internal;

import static io.carillon.publisher.mastodon.internal.MastodonProfile.SERVER;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ConnectOutcome.NotReached;
import io.carillon.api.publisher.ConnectOutcome.Refused;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Connects accounts by consent at their own server, at which Carillon registers by itself. */
@Component(
        service = AccountConnector.class,
        property = Publisher.NETWORK + "=mastodon",
        configurationPid = MastodonConfig.PID)
public final class MastodonConnector implements AccountConnector {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MastodonApi api;
    private final Entered entered;
    private final ConsentServers servers;
    private final Clock clock;

    @Activate
    public MastodonConnector(MastodonConfig config, @Reference NetworkClient client) {
        this(MastodonConfig.Values.of(config), client, Clock.systemUTC());
    }

    MastodonConnector(MastodonConfig.Values config, NetworkClient client, Clock clock) {
        api = new MastodonApi(client);
        entered = new Entered(config.server());
        servers = new ConsentServers(api);
        this.clock = clock;
    }

    @Override
    public ServerAnswer<AuthorizationServer> authorizationServer(Map<String, String> settings) {
        List<Violation> violations = entered.problems(settings);
        return violations.isEmpty()
                ? servers.find(entered.server(settings).orElseThrow(), deadline())
                : new ServerAnswer.Refused<>(violations);
    }

    @Override
    public ServerAnswer<OAuth2App> registerApp(AppRequest request) {
        return servers.register(request, deadline());
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        List<Violation> violations = entered.problems(settings);
        Optional<String> token = consent.secret(OAuth2Grant.ACCESS_TOKEN);
        if (!violations.isEmpty() || token.isEmpty()) {
            return violations.isEmpty() ? new NotReached("The server gave no access token.") : new Refused(violations);
        }
        URI server = entered.server(settings).orElseThrow();
        Answer answer = api.get(new Home(server, "", token.get()), MastodonApi.ACCOUNT, deadline());
        return answer.fold(
                reply -> reply.isSuccess() ? identified(server, settings, consent, reply) : refusal(server, reply),
                notSent -> new NotReached(notSent.reason()),
                lost -> new NotReached(lost.reason()));
    }

    private ConnectOutcome identified(URI server, Map<String, String> settings, Grant consent, Reply reply) {
        Optional<JsonNode> instance = instance(server);
        if (instance.isEmpty()) {
            return new NotReached(server.getHost() + " does not say what it allows; try again later.");
        }
        try {
            String id = reply.text("/id");
            String name = reply.text("/username");
            Map<String, String> found = new HashMap<>(Limits.of(instance.get()).settings());
            found.put(SERVER, server.toString());
            found.put(Home.ACCOUNT_ID, id);
            return new ConnectOutcome.Identities(List.of(new Identity(
                    server.getAuthority() + "/" + id,
                    handle(name, server, instance.get()),
                    Optional.of(reply.json().path("display_name").asText().strip())
                            .filter(shown -> !shown.isEmpty())
                            .orElse(name),
                    avatar(reply.json()),
                    found,
                    consent)));
        } catch (UnexpectedAnswerException e) {
            return new Refused(List.of(Entered.noMastodon(server, e.getMessage())));
        }
    }

    /** Tokens of Mastodon have no end, so nothing else tells that one was revoked, or that its server allows less than it did. */
    @Override
    public LookOutcome look(Account account) {
        return Home.known(account).map(this::look).orElseGet(() -> new LookOutcome.Revoked(Home.unknown(account)));
    }

    private LookOutcome look(Home home) {
        return api.get(home, MastodonApi.ACCOUNT, deadline())
                .fold(
                        reply -> reply.isSuccess() ? seen(home.server(), reply) : notTaken(reply),
                        notSent -> new LookOutcome.NotReached(notSent.reason()),
                        lost -> new LookOutcome.NotReached(lost.reason()));
    }

    private LookOutcome seen(URI server, Reply reply) {
        Optional<JsonNode> instance = instance(server);
        if (instance.isEmpty()) {
            return new LookOutcome.NotReached(server.getHost() + " does not say what it allows.");
        }
        try {
            return new LookOutcome.Seen(
                    handle(reply.text("/username"), server, instance.get()),
                    avatar(reply.json()),
                    Limits.of(instance.get()).settings());
        } catch (UnexpectedAnswerException e) {
            return new LookOutcome.NotReached(e.getMessage());
        }
    }

    private static LookOutcome notTaken(Reply reply) {
        NetworkError error = MastodonApi.error(reply);
        return error.kind() == NetworkError.Kind.REAUTHORISATION_NEEDED
                ? new LookOutcome.Revoked(error.message())
                : new LookOutcome.NotReached(error.message());
    }

    private static ConnectOutcome refusal(URI server, Reply reply) {
        String says = MastodonApi.error(reply).message();
        return reply.status() == 429 || reply.status() >= 500
                ? new NotReached(server.getHost() + " says: " + says)
                : new Refused(List.of(Violation.error(
                        SERVER,
                        "accepted",
                        "",
                        server.toString(),
                        server.getHost() + " refuses this account: " + says)));
    }

    /** What the server says of itself; those before version 4 know the first way only. */
    private Optional<JsonNode> instance(URI server) {
        for (String path : List.of("/api/v2/instance", "/api/v1/instance")) {
            Answer answer = api.ask(server, path, deadline());
            if (answer instanceof Reply reply
                    && reply.isSuccess()
                    && reply.json().isObject()) {
                return Optional.of(reply.json());
            }
        }
        return Optional.empty();
    }

    private static String handle(String name, URI server, JsonNode instance) {
        return "@" + name + "@" + domain(server, instance);
    }

    /** What stands behind a name: often shorter than where the server is. */
    private static String domain(URI server, JsonNode instance) {
        String told = instance.path("domain").asText(instance.path("uri").asText());
        return told.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?") ? told : server.getAuthority();
    }

    private static Optional<URI> avatar(JsonNode account) {
        String address = account.path("avatar").asText();
        return address.matches("https?://[!-~]{1,1000}") ? Optional.of(URI.create(address)) : Optional.empty();
    }

    private Instant deadline() {
        return clock.instant().plus(PATIENCE);
    }
}
