package io.carillon.publisher.bluesky.internal;

import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where Bluesky is, and how large its pictures and films may be. */
@ObjectClassDefinition(
        id = BlueskyConfig.PID,
        name = "Carillon: Bluesky",
        description = "Where Bluesky is, and how large its pictures and films may be.")
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

    @AttributeDefinition(
            name = "Video service",
            description = "What converts films and puts them on the account's own server, such as"
                    + " https://video.bsky.app. Empty: films are put there as they are.")
    String videoService() default "https://video.bsky.app";

    @AttributeDefinition(
            name = "Largest film",
            description = "Bytes that a film may have, 1000000 to 1000000000. Servers of Bluesky take 100000000.")
    long maxVideoBytes() default 100_000_000;

    @AttributeDefinition(
            name = "Longest film",
            description = "Seconds that a film may last, 1 to 3600. Bluesky takes three minutes.")
    int maxVideoSeconds() default 180;

    /** The values as they are meant. */
    record Values(
            URI service,
            URI directory,
            URI appView,
            URI permalinks,
            int maxImageBytes,
            Optional<URI> videoService,
            long maxVideoBytes,
            Duration maxVideoDuration) {

        /** @throws IllegalArgumentException with a sentence that says which value is wrong */
        static Values of(BlueskyConfig config) {
            String videoService = config.videoService().strip();
            return new Values(
                    address("service", config.service()),
                    address("directory", config.directory()),
                    address("appView", config.appView()),
                    address("permalinks", config.permalinks()),
                    (int) within("maxImageBytes", config.maxImageBytes(), 100_000, 2_000_000),
                    videoService.isEmpty() ? Optional.empty() : Optional.of(address("videoService", videoService)),
                    within("maxVideoBytes", config.maxVideoBytes(), 1_000_000, 1_000_000_000),
                    Duration.ofSeconds(within("maxVideoSeconds", config.maxVideoSeconds(), 1, 3_600)));
        }

        private static long within(String key, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        PID + ": " + key + " must be " + least + " to " + most + "; it was " + value);
            }
            return value;
        }

        private static URI address(String key, String value) {
            return ServerAddress.parse(value)
                    .orElseThrow(() -> new IllegalArgumentException(PID + ": " + key
                            + " must be an address without a path, such as https://bsky.social; it was '" + value
                            + "'"));
        }
    }
}
