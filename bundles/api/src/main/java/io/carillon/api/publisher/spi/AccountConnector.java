package io.carillon.api.publisher.spi;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.ServerAnswer;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Connects accounts and keeps their grants alive.
 *
 * <p>Where the connect method is OAuth 2.0, Carillon speaks it: it sends the person to the network, exchanges the code,
 * refreshes and revokes, all as the {@link io.carillon.api.publisher.OAuth2Endpoints} say. The connector is asked only who
 * the person is then ({@link #connect}), and, on networks of many servers, where consent is given
 * ({@link #authorizationServer}) and how our server becomes known there ({@link #registerApp}).
 */
@ConsumerType
public interface AccountConnector {

    /**
     * Finds out who the person is on the network, and as whom they may publish.
     *
     * @param settings the answers to the fields of the profile's connect method, those marked secret among them
     * @param consent what an OAuth consent gave, by the names of {@link io.carillon.api.publisher.OAuth2Grant}; {@link
     *     Grant#none()} for the other kinds. An identity that publishes with it carries it on as its own grant; one that
     *     has another (such as a page with its own token) carries that. Identities that carry the consent's refresh token
     *     or its access token share it: it is renewed once for all of them, and they end with it; what else they carry
     *     stays their own.
     */
    ConnectOutcome connect(Map<String, String> settings, Grant consent);

    /**
     * Finds the server at which the owner of an account gives consent. Asked only where the connect method is OAuth 2.0
     * without endpoints of its own, when an account is connected and whenever its grant is refreshed or revoked.
     *
     * @param settings the answers to the fields of the connect method; later, the settings of the account
     */
    default ServerAnswer<AuthorizationServer> authorizationServer(Map<String, String> settings) {
        return new ServerAnswer.Refused<>(Violation.error(
                "platform", "authorization-server", "", "", "This publisher does not say where consent is given."));
    }

    /**
     * Makes our server known to an authorization server, as Mastodon's {@code POST /api/v1/apps} or RFC 7591 do. Called
     * once for each server that says that it registers apps, and again where our own address has changed; what it gives
     * is kept sealed.
     */
    default ServerAnswer<OAuth2App> registerApp(AppRequest request) {
        return new ServerAnswer.Refused<>(Violation.error(
                "platform", "register-app", "", "", "This publisher cannot register with servers by itself."));
    }

    /**
     * Makes a new grant of the old. Not called for grants that Carillon refreshes itself: those with a refresh token that
     * an OAuth consent gave. The caller makes sure that nobody else refreshes this account meanwhile, on no server,
     * for as long as a minute and a half. After {@link RefreshOutcome.NotReached#answerLost an answer that was lost} it is
     * called a second time with the same grant, at once: each call must be over within forty seconds.
     *
     * @return {@link RefreshOutcome.Refreshed} with the very same grant where nothing about it can be renewed
     */
    default RefreshOutcome refresh(Account account) {
        return new RefreshOutcome.Refreshed(account.grant());
    }

    /**
     * Whether {@link #refresh} can make grants last longer. Where it cannot, people are told in time to connect the account
     * again: when they schedule a post for later than its grant ends, and a day before that. A plain answer, the same for
     * all accounts.
     *
     * <p>Not asked about grants of an OAuth consent, those with {@link io.carillon.api.publisher.OAuth2Grant#CLIENT_ID}: they
     * last longer by their refresh tokens, as long as those last, or not at all. A connector that renews such a grant by
     * other means makes one without that name of it.
     */
    default boolean renews() {
        return false;
    }

    /**
     * Looks how an account stands at its network: whether its grant is still taken, and what the network says now of what
     * {@link #connect} once put into its settings, such as limits of its server. Called about once a day for every account
     * that can publish, by one server; what was revoked where no grant ever ends so comes to light before a post is due. A
     * connector that has nothing to look at leaves the account as it is.
     */
    default LookOutcome look(Account account) {
        return LookOutcome.Seen.unchanged(account);
    }

    /** Tells the network that the grant is no longer needed; best effort. Tokens of an OAuth consent are revoked already. */
    default void disconnect(Account account) {}
}
