package io.carillon.api.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts inside a server's own network that its administrator allows: names ({@code pds.local}), addresses ({@code
 * 10.1.2.3}, {@code fd00::1}) and networks ({@code 10.1.0.0/16}); names and addresses also with a port ({@code
 * 127.0.0.1:2583}, {@code [fd00::1]:2583}), of which only that one is allowed then.
 */
public final class AllowedHosts {

    private static final Pattern NAME = Pattern.compile("([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::([0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("([0-9]+(?:\\.[0-9]+){3}):([0-9]{1,5})");
    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9a-f:.]+)\\](?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    private final List<Name> names = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();

    private record Name(String host, OptionalInt port) {}

    private record Range(AddressRange range, OptionalInt port) {}

    private AllowedHosts() {}

    /**
     * Reads what the administrator entered; entries may hold several with commas between, and empty ones say nothing.
     *
     * @throws IllegalArgumentException with a sentence that names the wrong entry and what would be right
     */
    public static AllowedHosts parse(Collection<String> entries) {
        AllowedHosts hosts = new AllowedHosts();
        for (String entry : entries) {
            for (String one : entry.split(",")) {
                if (!one.isBlank()) {
                    hosts.add(one.strip());
                }
            }
        }
        return hosts;
    }

    private void add(String entry) {
        try {
            read(entry.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + entry
                            + "' is no host; each entry is a host name (media.example.com), an address (10.1.2.3), one"
                            + " of both with a port (127.0.0.1:2583), or a network (10.1.0.0/16).",
                    e);
        }
    }

    private void read(String entry) {
        Matcher address = ADDRESS.matcher(entry);
        Matcher brackets = BRACKETS.matcher(entry);
        Matcher name = NAME.matcher(entry);
        if (address.matches()) {
            ranges.add(new Range(AddressRange.parse(address.group(1)), port(address.group(2))));
        } else if (brackets.matches()) {
            ranges.add(new Range(AddressRange.parse(brackets.group(1)), port(brackets.group(2))));
        } else if (name.matches() && !AddressRange.isLiteral(name.group(1))) {
            names.add(new Name(name.group(1), port(name.group(2))));
        } else {
            ranges.add(new Range(AddressRange.parse(entry), OptionalInt.empty()));
        }
    }

    private static OptionalInt port(String text) {
        if (text == null) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("There is no port " + port);
        }
        return OptionalInt.of(port);
    }

    /** Whether a host is allowed by its name, wherever it leads. */
    public boolean allows(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(one -> one.host().equals(name) && fits(one.port(), port));
    }

    /** Whether an address is allowed, by whatever name it was found. */
    public boolean allows(InetAddress address, int port) {
        return ranges.stream().anyMatch(one -> one.range().contains(address) && fits(one.port(), port));
    }

    private static boolean fits(OptionalInt allowed, int port) {
        return allowed.isEmpty() || allowed.getAsInt() == port;
    }
}
