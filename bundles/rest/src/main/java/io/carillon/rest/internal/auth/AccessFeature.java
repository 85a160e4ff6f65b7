package io.carillon.rest.internal.auth;

import io.carillon.api.model.Scope;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.Optional;

/** Guards every resource method that is not {@link Open}, those of other bundles too. */
public final class AccessFeature implements DynamicFeature {

    private final Authenticator authenticator;

    public AccessFeature(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        if (method.isAnnotationPresent(Open.class)) {
            return;
        }
        Optional<Scope> needed =
                Optional.ofNullable(method.getAnnotation(Access.class)).map(Access::value);
        context.register(
                new AccessFilter(authenticator, needed, method.isAnnotationPresent(TokenInQuery.class)),
                Priorities.AUTHENTICATION);
    }
}
