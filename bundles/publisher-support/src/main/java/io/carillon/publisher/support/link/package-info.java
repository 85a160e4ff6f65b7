/** What a page says of itself to those who link to it. */
@Export
@Version("1.0.0")
package io.carillon.publisher.support.link;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
