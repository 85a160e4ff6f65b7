package io.carillon.itests.simulators.http;

/** Ends the handling of a request with an answer, from wherever it is found out that it has to be refused. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Response response;

    public Refusal(Response response) {
        super("HTTP " + response.status(), null, false, false);
        this.response = response;
    }

    public Response response() {
        return response;
    }
}
