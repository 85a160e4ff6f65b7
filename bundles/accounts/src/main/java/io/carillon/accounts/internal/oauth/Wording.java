package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.carillon.api.publisher.OAuth2Dialect;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts standard parameters into a network's own words. */
final class Wording {

    private static final String SCOPE = "scope";

    private final Registration registration;
    private final OAuth2Dialect dialect;

    Wording(Registration registration) {
        this.registration = registration;
        dialect = registration.dialect();
    }

    Map<String, List<String>> of(Map<String, List<String>> standard) {
        Map<String, List<String>> theirs = new LinkedHashMap<>();
        standard.forEach((name, values) -> theirs.put(
                dialect.parameterNames().getOrDefault(name, name),
                name.equals(SCOPE)
                        ? values.stream()
                                .map(value -> value.replace(' ', dialect.scopeSeparator()))
                                .toList()
                        : values));
        return theirs;
    }

    /** Rewrites the form that a request carries. */
    HTTPRequest of(HTTPRequest request) {
        try {
            Map<String, List<String>> form = new LinkedHashMap<>(request.getBodyAsFormParameters());
            // A signature need not say whose it is (RFC 7521 section 4.2), but hardly a server does without.
            if (dialect.clientAuthentication() == ClientAuthentication.PRIVATE_KEY_JWT) {
                form.put("client_id", List.of(registration.app().clientId()));
            }
            request.setBody(URLUtils.serializeParameters(of(form)));
            return request;
        } catch (ParseException e) {
            throw new IllegalStateException("What we send to token endpoints is a form", e);
        }
    }
}
