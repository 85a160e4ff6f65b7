package io.carillon.media.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/io.carillon.media.cfg}. */
@ObjectClassDefinition(id = MediaConfig.PID, name = "Carillon: media library")
@interface MediaConfig {

    String PID = "io.carillon.media";

    @AttributeDefinition(name = "Folder", description = "Where files, thumbnails and uploads under way are kept.")
    String folder();

    @AttributeDefinition(name = "Largest file", description = "In bytes.")
    long maxBytes() default 536_870_912L;

    @AttributeDefinition(name = "Largest picture", description = "In pixels: width times height.")
    long maxPixels() default 100_000_000L;

    @AttributeDefinition(
            name = "Space left free",
            description = "Uploads are refused, in bytes, before less than this is left on the folder's disk.")
    long minFreeBytes() default 268_435_456L;

    @AttributeDefinition(
            name = "Time for fetching an address",
            description = "In seconds, for media that a post names by URL.")
    int fetchSeconds() default 120;

    @AttributeDefinition(
            name = "Allowed hosts",
            description =
                    "Host names, addresses, both with a port if need be, or networks (10.1.0.0/16) that posts may name although"
                            + " they are private.")
    String[] allowedHosts() default {};
}
