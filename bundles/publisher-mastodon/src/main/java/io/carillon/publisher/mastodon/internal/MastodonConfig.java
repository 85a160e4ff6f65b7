package io.carillon.publisher.mastodon.internal;

import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What servers of Mastodon keep, and for how long. */
@ObjectClassDefinition(
        id = MastodonConfig.PID,
        name = "Carillon: Mastodon",
        description = "The usual server, and what servers keep for how long.")
public @interface MastodonConfig {

    String PID = "io.carillon.publisher.mastodon";

    @AttributeDefinition(
            name = "Server",
            description =
                    "Of people who name none when they connect, such as https://mastodon.social; empty: they must.")
    String server() default "";

    @AttributeDefinition(
            name = "Minutes of keys",
            description = "In which a server surely knows an Idempotency-Key again, 5 to 55.")
    int keyMinutes() default 50;

    @AttributeDefinition(
            name = "Hours of media",
            description = "In which a server surely keeps a file that hangs in no post yet, 1 to 20.")
    int mediaHours() default 12;

    @AttributeDefinition(
            name = "Minutes of processing",
            description = "In which a server may convert a film before it is given up, 5 to 240.")
    int processingMinutes() default 30;

    /** The values as they are meant. */
    record Values(Optional<URI> server, Duration keysKeep, Duration mediaKeep, Duration processing) {

        /** @throws IllegalArgumentException with a sentence that says which value is wrong */
        static Values of(MastodonConfig config) {
            String server = config.server().strip();
            Optional<URI> address = server.isEmpty() ? Optional.empty() : ServerAddress.parse(server);
            if (!server.isEmpty() && address.isEmpty()) {
                throw new IllegalArgumentException(PID + ": server must be an address without a path, such as"
                        + " https://mastodon.social, or empty; it was '" + server + "'");
            }
            return new Values(
                    address,
                    Duration.ofMinutes(within("keyMinutes", config.keyMinutes(), 5, 55)),
                    Duration.ofHours(within("mediaHours", config.mediaHours(), 1, 20)),
                    Duration.ofMinutes(within("processingMinutes", config.processingMinutes(), 5, 240)));
        }

        private static int within(String key, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        PID + ": " + key + " must be " + least + " to " + most + "; it was " + value);
            }
            return value;
        }
    }
}
