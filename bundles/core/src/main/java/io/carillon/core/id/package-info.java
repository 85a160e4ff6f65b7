/** Makes the identifiers of everything that is stored. */
@Export
@Version("1.0.0")
package io.carillon.core.id;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
