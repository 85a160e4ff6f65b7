package io.carillon.publisher.mastodon.internal;

import static io.carillon.publisher.mastodon.internal.MastodonProfile.CONTENT_WARNING;
import static io.carillon.publisher.mastodon.internal.MastodonProfile.LANGUAGE;
import static io.carillon.publisher.mastodon.internal.MastodonProfile.SERVER;

import io.carillon.api.model.Violation;
import io.carillon.publisher.support.http.ServerAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people enter when they connect an account. */
final class Entered {

    private static final int MAX_WARNING = 200;

    private final Optional<URI> usual;

    /** @param usual the server of people who name none */
    Entered(Optional<URI> usual) {
        this.usual = usual;
    }

    /** By its address, or by a name such as {@code @alice@mastodon.social}. */
    Optional<URI> server(Map<String, String> settings) {
        String asked = value(settings, SERVER);
        if (asked.isEmpty()) {
            return usual;
        }
        String address = asked.contains("://") ? asked : asked.substring(asked.lastIndexOf('@') + 1);
        return ServerAddress.parse(address.contains("://") ? address : address.toLowerCase(Locale.ROOT));
    }

    List<Violation> problems(Map<String, String> settings) {
        List<Violation> problems = new ArrayList<>();
        if (server(settings).isEmpty()) {
            problems.add(Violation.error(
                    SERVER,
                    "address",
                    "",
                    value(settings, SERVER),
                    "A server is an address without a path, such as mastodon.social; correct it."));
        }
        Language.problem(LANGUAGE, value(settings, LANGUAGE)).ifPresent(problems::add);
        int length = value(settings, CONTENT_WARNING).length();
        if (length > MAX_WARNING) {
            problems.add(Violation.error(
                    CONTENT_WARNING,
                    "max-length",
                    "" + MAX_WARNING,
                    "" + length,
                    "A content warning has at most " + MAX_WARNING + " characters here, since it counts for every post;"
                            + " shorten it."));
        }
        return problems;
    }

    private static String value(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "").strip();
    }

    static Violation noMastodon(URI server, String why) {
        return Violation.error(
                SERVER,
                "mastodon",
                "",
                server.toString(),
                server.getHost() + " does not answer as a server of Mastodon does (" + why + "). Check the address.");
    }
}
