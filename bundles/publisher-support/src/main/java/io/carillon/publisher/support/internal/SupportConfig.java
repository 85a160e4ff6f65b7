package io.carillon.publisher.support.internal;

import io.carillon.api.net.AllowedHosts;
import java.time.Duration;
import java.util.List;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How publishers reach their networks. */
@ObjectClassDefinition(
        id = SupportConfig.PID,
        name = "Carillon: calls to networks",
        description = "How publishers reach their networks.")
public @interface SupportConfig {

    String PID = "io.carillon.publisher.support";

    @AttributeDefinition(
            name = "Allowed hosts",
            description =
                    "Host names, addresses, both with a port if need be (127.0.0.1:2583), and networks (10.1.0.0/16)"
                            + " that may be in this server's own network and spoken to without https.")
    String[] allowedHosts() default {};

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that making a connection may take, 1 to 60.")
    int connectTimeoutSeconds() default 5;

    /** The values as they are meant. */
    record Values(AllowedHosts allowedHosts, Duration connectTimeout) {

        /** @throws IllegalArgumentException with a sentence that says which value is wrong */
        static Values of(SupportConfig config) {
            int seconds = config.connectTimeoutSeconds();
            if (seconds < 1 || seconds > 60) {
                throw new IllegalArgumentException(PID + ": connectTimeoutSeconds must be 1 to 60; it was " + seconds);
            }
            return new Values(hosts(config), Duration.ofSeconds(seconds));
        }

        private static AllowedHosts hosts(SupportConfig config) {
            try {
                return AllowedHosts.parse(List.of(config.allowedHosts()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(PID + ": allowedHosts: " + e.getMessage(), e);
            }
        }
    }
}
