/**
 * What a network's plugin implements: {@link io.carillon.api.publisher.spi.Publisher} and, joined to it by the service
 * property {@code carillon.network}, whatever else the network can do.
 *
 * <p>Every call blocks and may be made from any thread, several at a time. Carillon owns threads, deadlines and retries:
 * a plugin makes one try, tells what came of it, and never tries a publishing call again by itself. What a network can
 * normally say is an outcome, not an exception; an exception is a bug, and after a message may have been sent it counts
 * as {@link io.carillon.api.publisher.Indeterminate}.
 */
@Export
@Version("1.0.0")
package io.carillon.api.publisher.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
