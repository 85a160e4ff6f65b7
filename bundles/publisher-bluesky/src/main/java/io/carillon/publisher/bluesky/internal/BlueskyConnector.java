package io.carillon.publisher.bluesky.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.NetworkError;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.UnexpectedAnswerException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Connects accounts by consent, or by an app password whose session it keeps. Grants of a consent are renewed by Carillon
 * itself, sessions here.
 */
@Component(
        service = AccountConnector.class,
        property = Publisher.NETWORK + "=bluesky",
        configurationPid = BlueskyConfig.PID)
public final class BlueskyConnector implements AccountConnector {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Xrpc xrpc;
    private final Standing standing;
    private final Consents consents;
    private final SignIn signIn;
    private final Clock clock;

    @Activate
    public BlueskyConnector(BlueskyConfig config, @Reference NetworkClient client, @Reference DpopProofs proofs) {
        this(BlueskyConfig.Values.of(config), client, proofs, Clock.systemUTC());
    }

    BlueskyConnector(BlueskyConfig.Values config, NetworkClient client, DpopProofs proofs, Clock clock) {
        xrpc = new Xrpc(client, proofs);
        Directory directory = new Directory(xrpc, config.directory());
        Handles handles = new Handles(directory, config.service());
        Profiles profiles = new Profiles(xrpc, handles);
        standing = new Standing(xrpc, handles);
        consents = new Consents(xrpc, directory, profiles, config.service());
        signIn = new SignIn(xrpc, profiles, config.service());
        this.clock = clock;
    }

    @Override
    public ServerAnswer<AuthorizationServer> authorizationServer(Map<String, String> settings) {
        try {
            return new ServerAnswer.Given<>(consents.server(settings, deadline()));
        } catch (TroubleException e) {
            return e.whileAsking();
        }
    }

    @Override
    public ServerAnswer<OAuth2App> registerApp(AppRequest request) {
        try {
            return new ServerAnswer.Given<>(ConsentServers.app(request));
        } catch (TroubleException e) {
            return e.whileAsking();
        }
    }

    @Override
    public ConnectOutcome connect(Map<String, String> settings, Grant consent) {
        try {
            return consent.secret(OAuth2Grant.ACCESS_TOKEN).isEmpty()
                    ? signIn.with(settings, deadline())
                    : new ConnectOutcome.Identities(List.of(consents.identity(settings, consent, deadline())));
        } catch (TroubleException e) {
            return e.whileConnecting();
        }
    }

    @Override
    public boolean renews() {
        return true;
    }

    @Override
    public RefreshOutcome refresh(Account account) {
        Optional<String> token = Session.refreshToken(account);
        String server = account.settings().get(Session.SERVER);
        if (token.isEmpty() || server == null) {
            return new RefreshOutcome.Revoked("There is no session of " + account.handle() + " to renew.");
        }
        return xrpc.procedure(URI.create(server), "com.atproto.server.refreshSession", token.get(), deadline())
                .fold(
                        BlueskyConnector::refreshed,
                        notSent -> new RefreshOutcome.NotReached(notSent.reason()),
                        lost -> RefreshOutcome.NotReached.answerLost(lost.reason()));
    }

    private static RefreshOutcome refreshed(Reply reply) {
        if (reply.isSuccess()) {
            try {
                return new RefreshOutcome.Refreshed(Session.grant(reply));
            } catch (UnexpectedAnswerException e) {
                return RefreshOutcome.NotReached.answerLost(e.getMessage());
            }
        }
        NetworkError error = Xrpc.error(reply);
        // What has expired here is the refresh token itself, or the app password behind it was deleted.
        boolean ended = error.kind() == NetworkError.Kind.REAUTHORISATION_NEEDED
                || Xrpc.errorName(reply).equals("ExpiredToken")
                || Xrpc.isOfNobody(reply);
        return ended
                ? new RefreshOutcome.Revoked(
                        "Bluesky has ended the session; connect the account again with an app" + " password. ("
                                + reply.hideSecrets(reply.json().path("message").asText()) + ")")
                : new RefreshOutcome.NotReached(error.message());
    }

    @Override
    public LookOutcome look(Account account) {
        return standing.of(account, deadline());
    }

    @Override
    public void disconnect(Account account) {
        String server = account.settings().get(Session.SERVER);
        Session.refreshToken(account)
                .filter(token -> server != null)
                .ifPresent(token ->
                        xrpc.procedure(URI.create(server), "com.atproto.server.deleteSession", token, deadline()));
    }

    private Instant deadline() {
        return clock.instant().plus(PATIENCE);
    }
}
