package io.carillon.accounts.internal.connect;

import io.carillon.accounts.internal.OneNetwork;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.ServerAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A network that asks for consent, and what its connector says. */
final class ConsentNetwork extends OneNetwork {

    Function<Map<String, String>, ServerAnswer<AuthorizationServer>> server;
    final List<AppRequest> registrations = new ArrayList<>();
    ServerAnswer<OAuth2App> registration;
    Function<AppRequest, ServerAnswer<OAuth2App>> registering = request -> registration;
    Function<Grant, ConnectOutcome> identities = consent -> person("1", "@bell", consent);
    Map<String, String> askedWith = Map.of();

    ConsentNetwork(ConnectMethod method) {
        super(method);
    }

    static ConnectOutcome person(String id, String handle, Grant consent) {
        return new ConnectOutcome.Identities(List.of(identity(id, handle, consent)));
    }

    static Identity identity(String id, String handle, Grant grant) {
        return new Identity(id, handle, handle.substring(1), Optional.empty(), Map.of("kind", "person"), grant);
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
        return registering.apply(request);
    }

    @Override
    public void disconnect(Account account) {
        // Its owner is told by revoking.
    }
}
