package io.carillon.rest.internal.connect;

import io.carillon.api.service.ConflictException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How browsers reach this server. */
public final class PublicAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** That nobody told us the address, as a code and as a sentence. */
    public static final String UNKNOWN = "public-url-missing";

    public static final String UNKNOWN_TEXT =
            "Networks send people back to this server's public address, which nobody told"
                    + " it: set CARILLON_PUBLIC_URL (publicUrl in etc/io.carillon.rest.cfg), such as"
                    + " https://carillon.example.com, or open Carillon as http://127.0.0.1 on its own machine.";

    private final Optional<URI> configured;

    public PublicAddress(Optional<URI> configured) {
        this.configured = configured;
    }

    public boolean isSecure() {
        return configured
                .filter(url -> url.getScheme().equalsIgnoreCase("https"))
                .isPresent();
    }

    /**
     * Without a slash at its end.
     *
     * @param request the address of a request. What it names as its host is anybody's to choose, so it counts only where
     *     that is this machine itself
     * @throws ConflictException if nobody told us the address
     */
    String base(URI request) {
        return known(request).orElseThrow(() -> new ConflictException(UNKNOWN, UNKNOWN_TEXT));
    }

    private Optional<String> known(URI request) {
        return configured
                .map(URI::toString)
                .map(url -> url.replaceFirst("/+$", ""))
                .or(() -> Optional.ofNullable(request.getHost())
                        .filter(host -> THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT)))
                        .map(host -> request.getScheme() + "://" + request.getRawAuthority()));
    }

    /**
     * Where networks send people back to; those whose servers register us each do so one level below.
     *
     * @throws ConflictException as {@link #base}
     */
    public URI callback(URI request) {
        return callback(base(request));
    }

    /** The same, where the address is known. */
    public Optional<URI> knownCallback(URI request) {
        return known(request).map(PublicAddress::callback);
    }

    private static URI callback(String base) {
        return URI.create(base + "/oauth/callback");
    }

    /** Whether an address leads nowhere but to this server. */
    boolean isOwn(String address, URI request) {
        if (address.chars().anyMatch(c -> c <= ' ' || c == '\\' || c >= 0x7f)) {
            return false;
        }
        if (address.startsWith("/")) {
            return !address.startsWith("//");
        }
        String base = base(request);
        return address.equals(base) || address.startsWith(base + "/");
    }
}
