/**
 * What Carillon keeps. Every call is one transaction: when it returns, its change is durable; when it throws, nothing has
 * changed, except that the answer to a commit may be lost with the connection, which is said where it matters. All
 * stores are safe for use by many threads. Times are kept to the microsecond.
 */
@Export
@Version("1.0.0")
package io.carillon.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
