/**
 * What the parts of Carillon ask of each other, and what outer programs such as REST and the shell are built on. All
 * services are safe for use by many threads.
 */
@Export
@Version("1.0.0")
package io.carillon.api.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
