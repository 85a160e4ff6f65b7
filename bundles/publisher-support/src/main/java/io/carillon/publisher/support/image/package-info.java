/** Pictures as networks take them: small enough, without the places and people that cameras write into them. */
@Export
@Version("1.0.0")
package io.carillon.publisher.support.image;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
