/**
 * The test kit that every publisher passes. A plugin's test extends
 * {@link io.carillon.publisher.contract.PublisherContract} and brings a network of its own to test against; the fakes
 * here stand in for Carillon.
 */
@Export
@Version("1.0.0")
package io.carillon.publisher.contract;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
