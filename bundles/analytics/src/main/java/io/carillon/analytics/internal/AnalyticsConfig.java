package io.carillon.analytics.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/io.carillon.analytics.cfg}. */
@ObjectClassDefinition(
        name = "Carillon Analytics",
        description = "Which figures of published posts are read, and when.")
public @interface AnalyticsConfig {

    /** The PID. */
    String PID = "io.carillon.analytics";

    @AttributeDefinition(
            name = "Ages",
            description = "How old posts are when their figures are read, such as 1h, 6h, 1d; each larger than the one"
                    + " before.")
    String ages() default "1h, 6h, 1d, 3d, 7d, 30d";
}
