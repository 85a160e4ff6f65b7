/** Which steps follow a post that was published. */
@Export
@Version("1.0.0")
package io.carillon.core.step;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
