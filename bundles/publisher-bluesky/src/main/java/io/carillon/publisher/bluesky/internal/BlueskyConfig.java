package io.carillon.publisher.bluesky.internal;

import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where Bluesky is, and how large its pictures may be. */
@ObjectClassDefinition(
        id = BlueskyConfig.PID,
        name = "Carillon: Bluesky",
        description = "Where Bluesky is, and how large its pictures may be.")
public @interface BlueskyConfig {

    String PID = "io.carillon.publisher.bluesky";

    @AttributeDefinition(
            name = "Service",
            description = "Where people sign in who name no service of their own, such as https://bsky.social.")
    String service() default "https://bsky.social";

    @AttributeDefinition(
            name = "Directory",
            description = "The directory of identities, which says on which server an account lives, such as"
                    + " https://plc.directory.")
    String directory() default "https://plc.directory";

    @AttributeDefinition(
            name = "App view",
            description = "The index of the network, which counts what readers do, such as https://public.api.bsky.app."
                    + " Nobody signs in there.")
    String appView() default "https://public.api.bsky.app";

    @AttributeDefinition(
            name = "Permalinks",
            description = "The web application that links to posts lead to, such as https://bsky.app.")
    String permalinks() default "https://bsky.app";

    @AttributeDefinition(
            name = "Largest picture",
            description = "Bytes that a picture may have when it is sent, 100000 to 2000000; larger ones are encoded"
                    + " anew. Older servers take at most 1000000.")
    int maxImageBytes() default 1_000_000;

    /** The values as they are meant. */
    record Values(URI service, URI directory, URI appView, URI permalinks, int maxImageBytes) {

        private static final int LEAST_IMAGE_BYTES = 100_000;
        private static final int MOST_IMAGE_BYTES = 2_000_000;

        /** @throws IllegalArgumentException with a sentence that says which value is wrong */
        static Values of(BlueskyConfig config) {
            int bytes = config.maxImageBytes();
            if (bytes < LEAST_IMAGE_BYTES || bytes > MOST_IMAGE_BYTES) {
                throw new IllegalArgumentException(PID + ": maxImageBytes must be " + LEAST_IMAGE_BYTES + " to "
                        + MOST_IMAGE_BYTES + "; it was " + bytes);
            }
            return new Values(
                    address("service", config.service()),
                    address("directory", config.directory()),
                    address("appView", config.appView()),
                    address("permalinks", config.permalinks()),
                    bytes);
        }

        private static URI address(String key, String value) {
            return ServerAddress.parse(value)
                    .orElseThrow(() -> new IllegalArgumentException(PID + ": " + key
                            + " must be an address without a path, such as https://bsky.social; it was '" + value
                            + "'"));
        }
    }
}
