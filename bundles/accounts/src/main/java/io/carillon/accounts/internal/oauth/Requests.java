package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.PushedAuthorizationRequest;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.token.Token;
import java.net.URI;
import java.util.Optional;

/**
 * What is sent to a network's endpoints, in its own words.
 *
 * @param shown of us; empty where the client id has to do
 */
record Requests(Registration registration, Optional<ClientAuthentication> shown) {

    HTTPRequest pushed(URI endpoint, AuthorizationRequest request) {
        return worded(shown.map(us -> new PushedAuthorizationRequest(endpoint, us, request))
                .orElseGet(() -> new PushedAuthorizationRequest(endpoint, request)));
    }

    HTTPRequest tokens(AuthorizationGrant grant) {
        URI endpoint = registration.endpoints().token();
        return worded(shown.map(us -> new TokenRequest.Builder(endpoint, us, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, registration.clientId(), grant))
                .build());
    }

    HTTPRequest revocation(URI endpoint, Token token) {
        return worded(shown.map(us -> new TokenRevocationRequest(endpoint, us, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, registration.clientId(), token)));
    }

    private HTTPRequest worded(Request request) {
        return new Wording(registration).of(request.toHTTPRequest());
    }
}
