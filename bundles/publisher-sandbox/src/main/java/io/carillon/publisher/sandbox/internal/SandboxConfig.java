package io.carillon.publisher.sandbox.internal;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the wall is kept and seen. */
@ObjectClassDefinition(
        id = SandboxConfig.PID,
        name = "Carillon: sandbox",
        description = "The network of our own, on which everything can be tried out.")
public @interface SandboxConfig {

    String PID = "io.carillon.publisher.sandbox";

    @AttributeDefinition(
            name = "Folder",
            description = "Where the wall is kept; empty for the folder 'sandbox' in Carillon's data folder.")
    String folder() default "";

    @AttributeDefinition(
            name = "Public address",
            description = "Where people reach this server, such as https://carillon.example.org; empty for what it"
                    + " listens on.")
    String publicUrl() default "";

    @AttributeDefinition(name = "Host", description = "What the server listens on; used without a public address.")
    String host() default "127.0.0.1";

    @AttributeDefinition(name = "Port", description = "What the server listens on; used without a public address.")
    String port() default "8080";

    /** The values as they are meant. */
    record Values(Path folder, WallAddress address) {

        /**
         * @param dataFolder Carillon's, where it is known
         * @throws IllegalArgumentException with a sentence that says which value is wrong
         */
        static Values of(SandboxConfig config, String dataFolder) {
            return new Values(folder(config.folder(), dataFolder), address(config));
        }

        private static Path folder(String folder, String dataFolder) {
            try {
                return folder.isBlank() ? Path.of(dataFolder, "sandbox") : Path.of(folder.strip());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        PID + ": folder must be a path, or empty; it was '" + folder + "'", e);
            }
        }

        private static WallAddress address(SandboxConfig config) {
            String url = config.publicUrl().strip();
            if (url.isEmpty()) {
                return WallAddress.at("http://" + reachable(config.host().strip()) + ":" + port(config.port()));
            }
            URI uri = parse(url);
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
                throw notAnAddress(url, null);
            }
            return WallAddress.at(url.replaceAll("/+$", ""));
        }

        private static URI parse(String url) {
            try {
                return URI.create(url);
            } catch (IllegalArgumentException e) {
                throw notAnAddress(url, e);
            }
        }

        private static IllegalArgumentException notAnAddress(String url, Throwable cause) {
            return new IllegalArgumentException(
                    PID + ": publicUrl must be an address such as https://carillon.example.org, or empty; it was '"
                            + url + "'",
                    cause);
        }

        /** A server that listens on every address is reached on one. */
        private static String reachable(String host) {
            if (host.equals("0.0.0.0") || host.equals("::")) {
                return "127.0.0.1";
            }
            return host.contains(":") ? "[" + host + "]" : host;
        }

        private static int port(String port) {
            if (!port.strip().matches("[0-9]{1,5}") || Integer.parseInt(port.strip()) > 65_535) {
                throw new IllegalArgumentException(PID + ": port must be 0 to 65535; it was '" + port + "'");
            }
            return Integer.parseInt(port.strip());
        }
    }
}
