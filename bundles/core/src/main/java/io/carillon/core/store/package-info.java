/** Stores that need no database, for embedding and for tests: the reference of what every store does. */
@Export
@Version("1.0.0")
package io.carillon.core.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
