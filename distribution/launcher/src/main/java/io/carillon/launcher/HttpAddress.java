package io.carillon.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address that the server is going to listen on, as etc/org.apache.felix.http.cfg and the environment say. */
record HttpAddress(String host, int port) {

    /** How a configuration file names an environment variable: {@code $[env:NAME;default=value]}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[env:(\\w+)(?:;default=([^]]*))?]");

    static HttpAddress read(Path cfg, Map<String, String> environment) throws Refusal {
        Properties properties = new Properties();
        if (Files.exists(cfg)) {
            try (Reader reader = Files.newBufferedReader(cfg)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String host = resolve(properties.getProperty("org.apache.felix.http.host", "127.0.0.1"), environment);
        String port = resolve(properties.getProperty("org.osgi.service.http.port", "8080"), environment);
        try {
            int number = Integer.parseInt(port);
            if (number < 0 || number > 65_535) {
                throw new NumberFormatException();
            }
            return new HttpAddress(host, number);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    "\"" + port + "\" is not a port.",
                    "A port is a number from 1 to 65535; 0 lets the system choose a free one.",
                    "Set CARILLON_HTTP_PORT, for instance CARILLON_HTTP_PORT=8080, or correct " + cfg);
        }
    }

    private static String resolve(String value, Map<String, String> environment) {
        return PLACEHOLDER
                .matcher(value.strip())
                .replaceAll(match -> Matcher.quoteReplacement(
                        environment.getOrDefault(match.group(1), match.group(2) == null ? "" : match.group(2))))
                .strip();
    }
}
