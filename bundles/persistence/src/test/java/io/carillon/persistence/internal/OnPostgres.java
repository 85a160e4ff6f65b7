package io.carillon.persistence.internal;

import io.carillon.itests.postgres.NeedsPostgres;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests of what only PostgreSQL does. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("postgresql")
@NeedsPostgres
public @interface OnPostgres {}
