/** Where queued posts go: the instants of weekly slots, and who gets which. Pure functions. */
@Export
@Version("1.0.0")
package io.carillon.core.queue;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
