package io.carillon.itests.simulators.http;

/** Answers requests. */
@FunctionalInterface
public interface Handler {

    /** @throws Refusal to answer with that instead */
    Response handle(Request request);
}
