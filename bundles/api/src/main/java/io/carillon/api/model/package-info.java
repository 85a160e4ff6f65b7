/** The words of Carillon as values: accounts, posts, schedules, deliveries and the states they pass through. */
@Export
@Version("1.0.0")
package io.carillon.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
