package io.carillon.persistence.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests of {@link TestStores}, which the build runs twice: on Derby, and on PostgreSQL with the system property
 * {@code carillon.test.database=postgresql}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("each-database")
@ExtendWith(ChosenDatabase.class)
public @interface OnEachDatabase {}
