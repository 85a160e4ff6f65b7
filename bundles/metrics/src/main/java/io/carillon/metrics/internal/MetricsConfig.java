package io.carillon.metrics.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/io.carillon.metrics.cfg}. */
@ObjectClassDefinition(name = "Carillon Metrics", description = "What Prometheus may read of this server.")
public @interface MetricsConfig {

    /** The PID. */
    String PID = "io.carillon.metrics";

    @AttributeDefinition(
            name = "Access",
            description = "machine: programs on this machine, others with a token of the scope admin. token: everybody"
                    + " needs such a token. open: whoever reaches the server.")
    String access() default "machine";

    @AttributeDefinition(
            name = "Public URL",
            description = "How the outside reaches the server; where it is set, 'machine' means 'token'.")
    String publicUrl() default "";
}
