/** What the parts of a server tell whoever starts it. */
@Export
@Version("1.0.0")
package io.carillon.api.start;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
