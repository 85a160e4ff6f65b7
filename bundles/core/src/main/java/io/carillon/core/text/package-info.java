/** How a post becomes the text and the message that one account publishes. */
@Export
@Version("1.0.0")
package io.carillon.core.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
