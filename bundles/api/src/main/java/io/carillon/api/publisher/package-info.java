/**
 * What Carillon and a publisher say to each other: the profile of a network, a message fitted to it, and the outcomes of
 * every call. Publishers create and read these types; the interfaces here are implemented by Carillon.
 */
@Export
@Version("1.0.0")
package io.carillon.api.publisher;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
