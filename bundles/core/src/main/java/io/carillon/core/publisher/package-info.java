/** The register of publishers: who is present, who is at work, and how they leave without being cut off. */
@Export
@Version("1.0.0")
package io.carillon.core.publisher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
