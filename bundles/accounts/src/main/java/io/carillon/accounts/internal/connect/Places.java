package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.oauth.Registration;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.UnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Finds out where consent is given: by the network's profile, or by asking the account's own server. */
final class Places {

    private static final String NAME = "Carillon";

    private final Publishers publishers;
    private final Apps apps;
    private final Predicate<Registration> forgotten;

    /** @param forgotten asks a server whether it knows an app of ours no longer */
    Places(Publishers publishers, Apps apps, Predicate<Registration> forgotten) {
        this.publishers = publishers;
        this.apps = apps;
        this.forgotten = forgotten;
    }

    /** @param redirectUri to which people come back from the place */
    record Asked(Place place, URI redirectUri) {}

    /**
     * For a consent that is to be asked for; where the server does not know us yet, we introduce ourselves.
     *
     * @param redirectUri to which people come back where that tells nothing of the server
     * @param naming puts a publisher's violation into the words of our API
     * @throws InvalidException if the answers lead to no server
     * @throws UnavailableException if the server could not be asked
     * @throws ConflictException {@code app-missing}
     */
    Asked toAsk(
            PublisherProfile profile, Map<String, String> answers, URI redirectUri, UnaryOperator<Violation> naming) {
        Optional<OAuth2Endpoints> fixed = profile.connect().oauth2();
        if (fixed.isPresent()) {
            return new Asked(
                    new Place(new Registration(fixed.get(), configured(profile)), Optional.empty(), false),
                    redirectUri);
        }
        AuthorizationServer server = given(profile, naming, connector -> connector.authorizationServer(answers));
        URI back = ReturnAddress.of(profile.platform(), profile.connect(), server, redirectUri);
        if (!server.registersApps()) {
            return new Asked(place(profile, server, configured(profile), true), back);
        }
        AppRequest request = new AppRequest(server, NAME, redirectUri.resolve("/"), back);
        return new Asked(known(profile, request).orElseGet(() -> introduced(profile, request, naming)), back);
    }

    /** For a consent that was asked for, by the app that it was asked for as. */
    Place toExchange(
            PublisherProfile profile, Map<String, String> answers, String clientId, UnaryOperator<Violation> naming) {
        Optional<OAuth2Endpoints> fixed = profile.connect().oauth2();
        if (fixed.isPresent()) {
            return new Place(
                    new Registration(fixed.get(), known(profile, Optional.empty(), clientId)), Optional.empty(), false);
        }
        AuthorizationServer server = given(profile, naming, connector -> connector.authorizationServer(answers));
        OAuth2App app = known(profile, Optional.of(server), clientId);
        return place(profile, server, app, false);
    }

    /** An app that is known by our document signs; one for development has no document, and no key. */
    private Place place(PublisherProfile profile, AuthorizationServer server, OAuth2App app, boolean asking) {
        boolean signs = server.endpoints().dialect().clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT
                && AppRequest.isClientDocument(profile.platform(), app.clientId());
        OAuth2App shown = signs
                ? new OAuth2App(
                        app.clientId(),
                        Optional.of(apps.desk().key(profile.platform(), asking).jwk()))
                : app;
        return new Place(
                new Registration(server.endpoints(), shown),
                Optional.of(server.address()),
                server.registersApps() && !profile.connect().clientDocument());
    }

    /**
     * For a grant that was given.
     *
     * @param settings of the account that it is for
     * @throws UnavailableException if its server cannot be asked, or is another now, or our app there is gone
     */
    Place of(PublisherProfile profile, Map<String, String> settings, Grant grant) {
        String clientId = grant.secret(OAuth2Grant.CLIENT_ID).orElse("");
        try {
            Place place = toExchange(profile, settings, clientId, violation -> violation);
            Optional<String> before = grant.secret(OAuth2Grant.SERVER);
            // A grant is shown to nobody but the server that gave it.
            if (!before.equals(place.server().map(URI::toString))) {
                throw new UnavailableException(
                        "The account's server now names another authorization server than the one"
                                + " that gave the grant.");
            }
            return place;
        } catch (InvalidException | ConflictException e) {
            throw new UnavailableException(e.getMessage());
        }
    }

    private OAuth2App known(PublisherProfile profile, Optional<AuthorizationServer> server, String clientId) {
        Platform platform = profile.platform();
        Optional<AuthorizationServer> own = server.filter(AuthorizationServer::registersApps);
        if (own.isPresent() && profile.connect().clientDocument()) {
            // No server gave us that name, so none can take it from what was consented to under it.
            return new OAuth2App(clientId, Optional.empty());
        }
        Optional<OAuth2App> app = own.isPresent()
                ? apps.desk().withId(platform, own.get().address().toString(), clientId)
                : apps.app(platform).filter(one -> one.clientId().equals(clientId));
        return app.orElseThrow(() -> new ConflictException(
                "app-changed",
                "The developer app for " + profile.name()
                        + " is another one now than when consent was asked for, or is gone."
                        + " Restore it, or connect the account again."));
    }

    private OAuth2App configured(PublisherProfile profile) {
        String platform = profile.platform().id();
        return apps.app(profile.platform())
                .orElseThrow(() -> new ConflictException(
                        "app-missing",
                        profile.name() + " lets people give consent to registered developer apps only, and none is"
                                + " entered here. Register one with " + profile.name()
                                + ", then enter its client id and"
                                + " secret with PUT /api/v1/platforms/" + platform + "/app as an administrator, or in"
                                + " etc/" + AppConfig.PID + "-" + platform + ".cfg (platform = " + platform
                                + ", clientId, clientSecret)."));
    }

    /**
     * As the app that a server knows us as, unless it does not any more: servers delete apps that nobody uses, and who is
     * sent to the pages of one that is gone comes back to nobody.
     */
    private Optional<Place> known(PublisherProfile profile, AppRequest request) {
        return apps.desk()
                .registered(
                        profile.platform(),
                        request.server().address().toString(),
                        request.redirectUri().toString(),
                        request.scopes())
                .map(app -> place(profile, request.server(), app, true))
                .filter(place -> {
                    boolean gone = forgotten.test(place.registration());
                    if (gone) {
                        forget(profile.platform(), place);
                    }
                    return !gone;
                });
    }

    private Place introduced(PublisherProfile profile, AppRequest request, UnaryOperator<Violation> naming) {
        OAuth2App app = given(profile, naming, connector -> connector.registerApp(request));
        apps.desk()
                .register(
                        profile.platform(),
                        request.server().address().toString(),
                        request.redirectUri().toString(),
                        app,
                        request.scopes());
        return place(profile, request.server(), app, true);
    }

    /** A server says that it does not know what we are known as there. */
    void forget(Platform platform, Place place) {
        apps.desk()
                .forget(
                        platform,
                        place.server().orElseThrow().toString(),
                        place.registration().app().clientId());
    }

    private <T> T given(
            PublisherProfile profile,
            UnaryOperator<Violation> naming,
            Function<AccountConnector, ServerAnswer<T>> question) {
        Optional<Publishers.Use<AccountConnector>> use = publishers.use(AccountConnector.class, profile.platform());
        if (use.isEmpty()) {
            throw new UnavailableException("The publisher for " + profile.name()
                    + " is installed without the part that connects accounts; install it completely and try again.");
        }
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            return question.apply(connector.service())
                    .fold(
                            value -> value,
                            refused -> {
                                throw new InvalidException(named(refused.violations(), profile, naming));
                            },
                            notReached -> {
                                throw new UnavailableException("The account's server on " + profile.name()
                                        + " could not be asked: " + notReached.reason()
                                        + " Nothing was stored; try again later.");
                            });
        }
    }

    private static List<Violation> named(
            List<Violation> said, PublisherProfile profile, UnaryOperator<Violation> naming) {
        return said.isEmpty()
                ? List.of(Violation.error(
                        "settings", "refused", "", "", profile.name() + " refused and did not say why."))
                : said.stream().map(naming).toList();
    }
}
