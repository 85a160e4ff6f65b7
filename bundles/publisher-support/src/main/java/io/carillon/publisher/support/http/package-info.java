/**
 * JSON over HTTP for publishers: a call that keeps its deadline and knows whether the request was sent
 * ({@link io.carillon.publisher.support.http.NetworkClient}), and what its answer means to Carillon
 * ({@link io.carillon.publisher.support.http.Outcomes}).
 */
@Export
@Version("1.0.0")
package io.carillon.publisher.support.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
