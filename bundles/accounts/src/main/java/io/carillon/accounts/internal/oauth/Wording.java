package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.carillon.api.publisher.OAuth2Dialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts standard parameters into a network's own words. */
final class Wording {

    private static final String SCOPE = "scope";

    private final OAuth2Dialect dialect;

    Wording(OAuth2Dialect dialect) {
        this.dialect = dialect;
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
            request.setBody(URLUtils.serializeParameters(of(request.getBodyAsFormParameters())));
            return request;
        } catch (ParseException e) {
            throw new IllegalStateException("What we send to token endpoints is a form", e);
        }
    }
}
