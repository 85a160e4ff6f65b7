package io.carillon.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a running server how it is: {@code Health ADDRESS} prints the status; exit code 0 means that all is well. */
public final class Health {

    private static final int TIMEOUT_MS = 5_000;

    private Health() {}

    public static void main(String[] args) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(args[0]).resolve("api/v1/health").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            boolean well = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = well ? connection.getInputStream() : connection.getErrorStream()) {
                System.out.println(body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
            }
            System.exit(well ? 0 : 1);
        } catch (IOException e) {
            System.out.println("no answer (" + e.getMessage() + ")");
            System.exit(1);
        }
    }
}
