package io.carillon.api.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A range of addresses, such as {@code 10.0.0.0/8}.
 *
 * @param bits how many leading bits count
 */
public record AddressRange(InetAddress base, int bits) {

    /** @throws IllegalArgumentException if the address has fewer bits */
    public AddressRange {
        Objects.requireNonNull(base, "base");
        int all = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("A network of this kind has 0 to " + all + " leading bits, not " + bits);
        }
    }

    /**
     * Reads an address ({@code 10.1.2.3}, {@code fd00::1}) or a network ({@code 10.1.0.0/16}).
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = address(slash < 0 ? text : text.substring(0, slash));
        return new AddressRange(
                base, slash < 0 ? base.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Whether a text can only be an address or a network, and no name. */
    public static boolean isLiteral(String text) {
        return text.indexOf(':') >= 0 || text.matches("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?");
    }

    private static InetAddress address(String text) {
        // Whatever is none would be asked of the DNS.
        if (!isLiteral(text)
                || text.indexOf(':') < 0 && Stream.of(text.split("\\.")).anyMatch(AddressRange::isTooLarge)) {
            throw new IllegalArgumentException("This is no address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("This is no address: " + text, e);
        }
    }

    private static boolean isTooLarge(String part) {
        return part.length() > 3 || Integer.parseInt(part) > 255;
    }

    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % Byte.SIZE;
            if ((ours[i / Byte.SIZE] & mask) != (theirs[i / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
