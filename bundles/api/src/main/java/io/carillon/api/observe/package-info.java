/**
 * What the parts of Carillon tell whoever measures them. They know nothing of metrics: they call an observer, of which there
 * may be none, and it must be quick.
 */
@Export
@Version("1.0.0")
package io.carillon.api.observe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
