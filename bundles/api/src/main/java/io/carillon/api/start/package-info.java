/** How the parts of a server begin and end: what they tell whoever starts it, and what is under way when it stops. */
@Export
@Version("1.0.0")
package io.carillon.api.start;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
