/**
 * Publishing at exact times, embedded in any Java program: {@link io.carillon.scheduler.Scheduler}, and what it takes
 * from outside so that a whole system can be replayed from one seed: its clock, timer, threads and journal.
 */
@Export
@Version("1.0.0")
package io.carillon.scheduler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
