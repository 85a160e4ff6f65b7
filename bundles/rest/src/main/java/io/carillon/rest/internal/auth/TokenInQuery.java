package io.carillon.rest.internal.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method whose callers can send no header: they may give their bearer token as the query parameter {@code token}.
 * Whatever such a method answers or logs must not name its address.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TokenInQuery {

    /** The name of the query parameter. */
    String PARAMETER = "token";
}
