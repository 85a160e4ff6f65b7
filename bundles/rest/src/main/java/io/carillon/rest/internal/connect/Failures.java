package io.carillon.rest.internal.connect;

import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.NotFoundException;
import java.util.Optional;
import java.util.stream.Stream;

/** Says to people why an account was not connected, and what they can do. */
final class Failures {

    private static final String AGAIN = "Go back to Carillon and connect again.";

    private Failures() {}

    static Page page(FailedException e) {
        String network = e.platformName().orElse("The network");
        return Page.told(
                status(e.failure()),
                title(e.failure(), network),
                e.getMessage(),
                advice(e.failure(), network),
                e.returnTo());
    }

    /** While choosing. */
    static Page page(RuntimeException e) {
        if (e instanceof NotFoundException) {
            return page(
                    Failure.UNKNOWN,
                    "This server knows nothing of this consent, or it began in another browser or as somebody else.");
        }
        if (e instanceof ConflictException conflict) {
            return Stream.of(Failure.values())
                    .filter(failure -> failure.code().equals(conflict.code()))
                    .findFirst()
                    .map(failure -> page(failure, e.getMessage()))
                    .orElseGet(() -> Page.told(
                            409,
                            "Consent was not given yet",
                            e.getMessage(),
                            "Say yes or no on the network's pages, or go back to Carillon and connect again.",
                            Optional.empty()));
        }
        return Page.told(503, "Nothing was connected", e.getMessage(), AGAIN, Optional.empty());
    }

    private static Page page(Failure failure, String detail) {
        return page(new FailedException(failure, Optional.empty(), detail, Optional.empty()));
    }

    private static int status(Failure failure) {
        return switch (failure) {
            case UNKNOWN -> 404;
            case EXPIRED -> 410;
            case USED, NO_IDENTITY -> 409;
            case OTHER_BROWSER, DENIED -> 403;
            case REFUSED, NO_CODE, WRONG_ISSUER -> 400;
            case APP, APP_FORGOTTEN, NETWORK -> 502;
            case SERVER -> 500;
        };
    }

    private static String title(Failure failure, String network) {
        return switch (failure) {
            case UNKNOWN -> "This consent is not known";
            case EXPIRED -> "That took too long";
            case USED -> "This was done before";
            case OTHER_BROWSER -> "This began in another browser";
            case DENIED -> "You did not give consent";
            case REFUSED, NO_CODE -> network + " refused";
            case WRONG_ISSUER -> "This answer cannot be trusted";
            case APP, APP_FORGOTTEN -> network + " does not know this Carillon";
            case NETWORK -> network + " could not be reached";
            case NO_IDENTITY -> "Nobody to publish as";
            case SERVER -> "Something went wrong here";
        };
    }

    private static String advice(Failure failure, String network) {
        return switch (failure) {
            case UNKNOWN, EXPIRED, REFUSED, NO_CODE, SERVER -> "Nothing was connected. " + AGAIN;
            case USED -> "If the account is not in Carillon, connect it again.";
            case OTHER_BROWSER ->
                "Nothing was connected. Sign in to Carillon in this browser, and connect again from there.";
            case DENIED ->
                "Nothing was connected. Carillon can publish on " + network
                        + " only with your consent; connect again whenever you like.";
            case WRONG_ISSUER ->
                "Nothing was connected. Connect again; if this comes back, tell whoever runs this Carillon.";
            case APP ->
                "Whoever runs this Carillon has to correct the developer app: its client id, its secret, and the redirect"
                        + " address that " + network + " knows. Where there is no such app, the document that "
                        + network
                        + " reads about Carillon has to be within its reach, and the clock of this server right.";
            case APP_FORGOTTEN -> "Nothing was connected. Connect again: Carillon then introduces itself anew.";
            case NETWORK -> "Nothing was connected. Try again in a few minutes.";
            case NO_IDENTITY ->
                "Nothing was connected. Sign in on " + network + " as somebody who may publish, and connect again.";
        };
    }
}
