package io.carillon.persistence.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code io.carillon.persistence.cfg}, which documents them. */
@ObjectClassDefinition(name = "Carillon database", description = "Where the database is and how hard to use it.")
public @interface PersistenceConfig {

    @AttributeDefinition(
            name = "Data folder",
            description = "Holds the built-in database in its sub-folder 'database'.")
    String data() default "";

    @AttributeDefinition(name = "URL", description = "Of a PostgreSQL database; empty for the built-in one.")
    String url() default "";

    @AttributeDefinition(name = "User", description = "Who signs in to PostgreSQL.")
    String user() default "";

    @AttributeDefinition(name = "Password", description = "Of that user.", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(name = "Pool size", description = "Most connections at once, 2 or more.")
    int poolSize() default 16;

    @AttributeDefinition(name = "Lock timeout", description = "How long a change waits for a row, in seconds.")
    int lockTimeoutSeconds() default 5;

    @AttributeDefinition(name = "Page cache", description = "Of the built-in database, in kilobytes.")
    int pageCacheKilobytes() default 12288;
}
