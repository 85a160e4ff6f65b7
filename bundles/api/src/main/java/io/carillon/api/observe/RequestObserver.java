package io.carillon.api.observe;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of every request to the REST API, on the thread that answers it: must be quick and not throw. */
@ConsumerType
public interface RequestObserver {

    /**
     * A request is about to be answered.
     *
     * @param method of HTTP, such as {@code GET}
     * @param route the address with the names of its variables, such as {@code /api/v1/posts/{id}}; {@code unknown} where
     *     there is nothing at the address
     * @param nanos since it came
     */
    void answered(String method, String route, int status, long nanos);
}
