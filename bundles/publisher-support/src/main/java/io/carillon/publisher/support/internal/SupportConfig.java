package io.carillon.publisher.support.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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
            description = "Hosts, or hosts with a port such as 127.0.0.1:2583, that may be in this server's own network"
                    + " and spoken to without https.")
    String[] allowedHosts() default {};

    @AttributeDefinition(name = "Connect timeout", description = "Seconds that making a connection may take, 1 to 60.")
    int connectTimeoutSeconds() default 5;

    /** The values as they are meant. */
    record Values(Set<String> allowedHosts, Duration connectTimeout) {

        public Values {
            allowedHosts = Set.copyOf(allowedHosts);
        }

        /** @throws IllegalArgumentException with a sentence that says which value is wrong */
        static Values of(SupportConfig config) {
            int seconds = config.connectTimeoutSeconds();
            if (seconds < 1 || seconds > 60) {
                throw new IllegalArgumentException(PID + ": connectTimeoutSeconds must be 1 to 60; it was " + seconds);
            }
            Set<String> hosts = Arrays.stream(config.allowedHosts())
                    .flatMap(value -> Arrays.stream(value.split(",")))
                    .map(host -> host.strip().toLowerCase(Locale.ROOT))
                    .filter(host -> !host.isEmpty())
                    .collect(Collectors.toSet());
            for (String host : hosts) {
                if (host.contains("/")) {
                    throw new IllegalArgumentException(PID
                            + ": allowedHosts takes hosts such as localhost or 127.0.0.1:2583, no addresses with"
                            + " slashes; it was '" + host + "'");
                }
            }
            return new Values(hosts, Duration.ofSeconds(seconds));
        }
    }
}
