/**
 * Which addresses are of the public internet, and which others an administrator allows: one table and one grammar for
 * everything that follows what people enter. Asks no DNS and opens no connection.
 */
@Export
@Version("1.0.0")
package io.carillon.api.net;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
