/** Schedules that come back (RFC 5545): which times they have, and for how long ahead they are planned. */
@Export
@Version("1.0.0")
package io.carillon.core.recurrence;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
