package io.carillon.rest.internal.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/io.carillon.rest.cfg}. */
@ObjectClassDefinition(name = "Carillon REST", description = "How people and programs reach the server.")
public @interface RestConfig {

    /** The PID. */
    String PID = "io.carillon.rest";

    @AttributeDefinition(
            name = "Public URL",
            description = "How the outside reaches the server, such as https://carillon.example.com; empty if it is"
                    + " used from this machine only. With https, browsers send session cookies over HTTPS only.")
    String publicUrl() default "";

    @AttributeDefinition(name = "Session hours", description = "How long a person stays signed in: 1 to 8760 hours.")
    int sessionHours() default 168;
}
