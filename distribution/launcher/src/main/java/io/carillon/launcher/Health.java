package io.carillon.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Asks a running server how it is: {@code Health ADDRESS} prints what it says. Exit code 0 means that all is well, {@link
 * #TROUBLED} that it works but a person should look, and anything else that it does not.
 */
public final class Health {

    /** It works, but says that something is wrong. */
    static final int TROUBLED = 5;

    private static final int TIMEOUT_MS = 5_000;

    /** How the answer begins where all is well; the launcher has no library that reads JSON. */
    private static final String WELL = "{\"status\":\"UP\"";

    private Health() {}

    public static void main(String[] args) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(args[0]).resolve("api/v1/health").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            boolean works = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = works ? connection.getInputStream() : connection.getErrorStream()) {
                String health = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
                System.out.println(health);
                System.exit(exitCode(works, health));
            }
        } catch (IOException e) {
            System.out.println("no answer (" + e.getMessage() + ")");
            System.exit(1);
        }
    }

    static int exitCode(boolean works, String health) {
        if (!works) {
            return 1;
        }
        return health.startsWith(WELL) ? 0 : TROUBLED;
    }
}
