package io.carillon.accounts.internal.connect;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of a file {@code etc/io.carillon.accounts.app-<platform>.cfg}. */
@ObjectClassDefinition(id = AppConfig.PID, name = "Carillon: developer app of a network")
@interface AppConfig {

    String PID = "io.carillon.accounts.app";

    @AttributeDefinition(name = "Platform", description = "The network, such as threads.")
    String platform() default "";

    @AttributeDefinition(name = "Client id", description = "What the network calls the app.")
    String clientId() default "";

    @AttributeDefinition(
            name = "Client secret",
            description = "Empty for an app without one.",
            type = AttributeType.PASSWORD)
    String clientSecret() default "";
}
