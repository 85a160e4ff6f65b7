package io.carillon.rest.internal.observe;

import io.carillon.api.observe.RequestObserver;
import io.carillon.rest.internal.backend.Backend;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Tells whoever looks how long requests take: from their coming to their answer's first byte. */
@PreMatching
@Priority(0)
public final class RequestTimes implements ContainerRequestFilter, ContainerResponseFilter {

    static final String UNKNOWN = "unknown";

    private static final String BEGUN = "carillon.begun";
    private static final String BASE = "/api/v1";

    private final Backend backend;
    private final LongSupplier nanoTime;
    private final Map<Method, String> routes = new ConcurrentHashMap<>();

    @Context
    private ResourceInfo resource;

    /** @param nanoTime as {@link System#nanoTime} */
    public RequestTimes(Backend backend, LongSupplier nanoTime) {
        this.backend = backend;
        this.nanoTime = nanoTime;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(BEGUN, nanoTime.getAsLong());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(BEGUN) instanceof Long begun) {
            backend.find(RequestObserver.class)
                    .ifPresent(observer -> observer.answered(
                            request.getMethod(), route(), response.getStatus(), nanoTime.getAsLong() - begun));
        }
    }

    /** By the method's own annotations: what was asked for may be anything, and there must not be a figure for each. */
    private String route() {
        return Optional.ofNullable(resource.getResourceMethod())
                .map(method -> routes.computeIfAbsent(method, RequestTimes::route))
                .orElse(UNKNOWN);
    }

    private static String route(Method method) {
        return BASE + part(method.getDeclaringClass()) + part(method);
    }

    private static String part(AnnotatedElement element) {
        String path = Optional.ofNullable(element.getAnnotation(Path.class))
                .map(Path::value)
                .map(value -> value.replaceAll("^/+|/+$", ""))
                .orElse("");
        // A variable may have a pattern behind its name; the name says enough.
        return path.isEmpty() ? "" : "/" + path.replaceAll("\\{\\s*(\\w+)[^}]*}", "{$1}");
    }
}
