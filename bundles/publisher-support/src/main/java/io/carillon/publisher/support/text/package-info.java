/** Texts as networks read them: which parts are addresses, and how much they weigh on X. */
@Export
@Version("1.0.0")
package io.carillon.publisher.support.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
